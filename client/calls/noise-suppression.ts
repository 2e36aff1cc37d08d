import { loadRnnoise, RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor'
import plainUrl from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url'
import simdUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url'
import workletUrl from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url'
import type { AudioProcessorOptions, Track, TrackProcessor } from 'livekit-client'

/** RNNoise knows voices at this rate only. */
const sampleRate = 48_000

/** Between microphone and call: voices pass, and what is none of them does not. */
export class NoiseSuppression implements TrackProcessor<Track.Kind.Audio, AudioProcessorOptions> {
  name = 'noise-suppression'
  processedTrack?: MediaStreamTrack
  #audio?: AudioContext
  #node?: RnnoiseWorkletNode

  async init({ track }: Pick<AudioProcessorOptions, 'track'>): Promise<void> {
    const audio = new AudioContext({ sampleRate })
    this.#audio = audio
    try {
      const [wasmBinary] = await Promise.all([
        loadRnnoise({ url: plainUrl, simdUrl }),
        audio.audioWorklet.addModule(workletUrl),
        audio.resume(),
      ])
      // It would be given to its worklet unseen, which then lets nothing through, neither voices nor a fault.
      if (!WebAssembly.validate(wasmBinary)) throw new Error('what was loaded is no RNNoise')
      const node = new RnnoiseWorkletNode(audio, { wasmBinary, maxChannels: 1 })
      this.#node = node
      const out = audio.createMediaStreamDestination()
      audio
        .createMediaStreamSource(new MediaStream([track]))
        .connect(node)
        .connect(out)
      const [quiet] = out.stream.getAudioTracks()
      if (!quiet) throw new Error('a destination has a track')
      this.processedTrack = quiet
    } catch (error) {
      await this.destroy()
      throw error
    }
  }

  async restart(options: Pick<AudioProcessorOptions, 'track'>): Promise<void> {
    await this.destroy()
    await this.init(options)
  }

  async destroy(): Promise<void> {
    this.processedTrack?.stop()
    this.#node?.destroy()
    await this.#audio?.close().catch(() => undefined)
    delete this.processedTrack
    this.#node = undefined
    this.#audio = undefined
  }
}
