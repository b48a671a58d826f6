import { Component, type ReactNode } from 'react'
import { tellFailure } from './actions/health'
import { CrashScreen } from './screens/crash/crash-screen'
import { askCashier } from './stores/draft'
import { noticeCrash } from './stores/view'

/** Longer than any sentence of an error that helps somebody. */
const FAILURE_MAX = 4000

type CrashState = { readonly isCrashed: boolean; readonly times: number }

/** Stands around the whole window: a mistake in drawing it becomes a screen with two buttons, never a blank one. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, CrashState> {
  override state: CrashState = { isCrashed: false, times: 1 }

  static getDerivedStateFromError(): Partial<CrashState> {
    return { isCrashed: true }
  }

  override componentDidCatch(error: unknown): void {
    askCashier(null)
    noticeCrash()
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    void tellFailure(text.slice(0, FAILURE_MAX)).then((times) => {
      this.setState({ times })
    })
  }

  override render(): ReactNode {
    const { isCrashed, times } = this.state
    return isCrashed ? <CrashScreen times={times} /> : this.props.children
  }
}
