import { createSignal, onCleanup, Show } from 'solid-js'
import type { Media } from '#shared/media/content.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { faultOf, type MediaFault, openMedia } from '../opened-media.ts'
import { FaultNotice } from './FaultNotice.tsx'
import { SoundPlayer } from './SoundPlayer.tsx'
import { createSound } from './sound.ts'

/** A voice message or another recording; it is fetched when somebody wants to hear it. */
export const SoundBody = (props: { media: Media }) => {
  const session = useSession()
  const sound = createSound()
  const [isLoading, setLoading] = createSignal(false)
  const [fault, setFault] = createSignal<MediaFault | null>(null)
  const ending = new AbortController()
  onCleanup(() => ending.abort())

  const play = async () => {
    const { file } = props.media
    if (!file || isLoading()) return
    setFault(null)
    setLoading(true)
    try {
      const { blob } = await openMedia(session, file, { signal: ending.signal })
      await sound.play(blob)
    } catch (thrown) {
      if (!ending.signal.aborted) setFault(faultOf(thrown))
    } finally {
      setLoading(false)
    }
  }

  return (
    <>
      <SoundPlayer
        sound={sound}
        durationMs={props.media.durationMs}
        waveform={props.media.waveform}
        isLoading={isLoading()}
        onPlay={() => void play()}
      />
      <Show when={fault()}>{(known) => <FaultNotice fault={known()} onRetry={() => void play()} />}</Show>
      <Show when={sound.hasFailed()}>
        <FaultNotice fault="unplayable" />
      </Show>
    </>
  )
}
