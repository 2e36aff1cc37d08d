import { createSignal, onCleanup } from 'solid-js'
import { waveformOf } from '#shared/media/waveform.ts'
import { type DeviceFault, deviceFaultOf } from '../camera/camera.ts'
import type { Outgoing } from '../send/outgoing.ts'
import { type Recorded, type Recording, startRecording } from './record.ts'

/**
 * A voice message before it is sent. It lives in the memory of this page only.
 *
 * | state     | shown                                   | goes on                                             |
 * | --------- | --------------------------------------- | --------------------------------------------------- |
 * | idle      | a button                                | pressed, or held while one speaks                   |
 * | starting  | –                                       | the microphone is there, or why it is not           |
 * | recording | how loud, how long                      | stopped, let go, long enough; or discarded          |
 * | stopped   | listen, send, discard                   | sent, or discarded                                  |
 */
export type VoiceState =
  | { kind: 'idle' }
  | { kind: 'starting' }
  | { kind: 'recording'; recording: Recording }
  | { kind: 'stopped'; recorded: Recorded; waveform: readonly number[] }

/** Held for so long, it is let go to end it; shorter, it was a press. */
const holdMs = 500

type Options = {
  onFault(fault: DeviceFault): void
  onTooShort(): void
  name(ending: string): string
  send(outgoing: Outgoing): Promise<boolean>
}

export const createVoice = ({ onFault, onTooShort, name, send }: Options) => {
  const [state, setState] = createSignal<VoiceState>({ kind: 'idle' })
  let isClosed = false

  const discard = () => {
    const now = state()
    if (now.kind === 'recording') now.recording.cancel()
    setState({ kind: 'idle' })
  }
  onCleanup(() => {
    isClosed = true
    discard()
  })

  const stop = async () => {
    const now = state()
    if (now.kind !== 'recording') return
    try {
      const recorded = await now.recording.stop()
      if (state() !== now) return
      setState(recorded ? { kind: 'stopped', recorded, waveform: waveformOf(recorded.levels) } : { kind: 'idle' })
      if (!recorded) onTooShort()
    } catch {
      discard()
      onFault('busy')
    }
  }
  const start = async () => {
    if (state().kind !== 'idle') return
    setState({ kind: 'starting' })
    try {
      const recording = await startRecording(() => void stop())
      if (isClosed || state().kind !== 'starting') return recording.cancel()
      setState({ kind: 'recording', recording })
    } catch (thrown) {
      setState({ kind: 'idle' })
      onFault(deviceFaultOf(thrown))
    }
  }

  return {
    state,
    start,
    stop,
    discard,
    /** Begins; whoever holds on ends it by letting go. */
    press() {
      const pressedAt = performance.now()
      addEventListener(
        'pointerup',
        () => {
          if (performance.now() - pressedAt >= holdMs) void stop()
        },
        { once: true },
      )
      void start()
    },
    async send() {
      const now = state()
      if (now.kind !== 'stopped') return
      const { blob, mimeType, ending, durationMs } = now.recorded
      const isKept = await send({
        kind: 'voice',
        name: name(ending),
        mimeType,
        blob,
        size: null,
        durationMs,
        waveform: now.waveform,
        blurhash: null,
        thumbnail: null,
      })
      if (isKept && state() === now) setState({ kind: 'idle' })
    },
  }
}
