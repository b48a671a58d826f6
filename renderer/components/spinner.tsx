import type { ReactNode } from 'react'

type SpinnerProps = {
  /** Pixels of the layout. */
  readonly size: number
}

/** Something is under way. Turns once in 900 ms; three changing dots where motion is not wanted. */
export function Spinner({ size }: SpinnerProps): ReactNode {
  return (
    <span className="spinner" style={{ width: size, height: size }} aria-hidden="true">
      <svg viewBox="0 0 64 64" width={size} height={size} fill="none" strokeWidth="6">
        <circle cx="32" cy="32" r="28" className="spinner-track" />
        <path d="M32 4a28 28 0 0 1 28 28" className="spinner-turn" strokeLinecap="round" />
      </svg>
      <span className="spinner-dots">
        <i />
        <i />
        <i />
      </span>
    </span>
  )
}
