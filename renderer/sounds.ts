import type { ScanReport } from '../shared/ipc/contract'

/** A sound of the till; each also has a shape and a text. */
export type SoundName = ScanReport['outcome'] | 'promotion' | 'device-lost'

/** One tone: when it begins, how long it lasts (ms), how high (Hz). */
type Tone = { readonly at: number; readonly length: number; readonly pitch: number }

/** One high click; two low notes; two rising notes; one long low note (screens.md 2.3). */
const TONES: Readonly<Record<SoundName, readonly Tone[]>> = {
  good: [{ at: 0, length: 60, pitch: 1760 }],
  attention: [
    { at: 0, length: 140, pitch: 330 },
    { at: 190, length: 190, pitch: 262 },
  ],
  refused: [
    { at: 0, length: 140, pitch: 330 },
    { at: 190, length: 190, pitch: 262 },
  ],
  promotion: [
    { at: 0, length: 90, pitch: 880 },
    { at: 110, length: 150, pitch: 1320 },
  ],
  'device-lost': [{ at: 0, length: 700, pitch: 196 }],
}

/** Loud enough for a shop, without cracking. */
const VOLUME = 0.25

/** Opening the sound card takes long; the row it belongs to is painted first. */
const OPEN_AFTER_MS = 40

/** The sound card is let go after this much silence. */
const REST_AFTER_MS = 10_000

/** The voice of the till. Without a sound card it is silent and nothing else changes. */
export class Sounds {
  #audio: AudioContext | null = null
  #rest = 0

  /** Plays a sound; the first one a moment later. */
  play(name: SoundName): void {
    if (this.#audio?.state === 'running') this.#playOn(this.#audio, name)
    else window.setTimeout(() => this.#playFirst(name), OPEN_AFTER_MS)
  }

  #playFirst(name: SoundName): void {
    const audio = this.#open()
    if (audio !== null) this.#playOn(audio, name)
  }

  #playOn(audio: AudioContext, name: SoundName): void {
    for (const tone of TONES[name]) playTone(audio, tone)
    window.clearTimeout(this.#rest)
    this.#rest = window.setTimeout(() => void audio.suspend(), REST_AFTER_MS)
  }

  #open(): AudioContext | null {
    if (this.#audio === null && typeof AudioContext === 'function') {
      try {
        this.#audio = new AudioContext({ latencyHint: 'interactive' })
      } catch {
        return null
      }
    }
    if (this.#audio?.state === 'suspended') void this.#audio.resume().catch(() => undefined)
    return this.#audio
  }
}

function playTone(audio: AudioContext, tone: Tone): void {
  const begin = audio.currentTime + tone.at / 1000
  const end = begin + tone.length / 1000
  const oscillator = audio.createOscillator()
  const volume = audio.createGain()
  oscillator.type = 'triangle'
  oscillator.frequency.value = tone.pitch
  // A tone that starts or stops at once cracks in the speaker.
  volume.gain.setValueAtTime(0, begin)
  volume.gain.linearRampToValueAtTime(VOLUME, begin + 0.005)
  volume.gain.setValueAtTime(VOLUME, end - 0.01)
  volume.gain.linearRampToValueAtTime(0, end)
  oscillator.connect(volume).connect(audio.destination)
  oscillator.start(begin)
  oscillator.stop(end)
}
