import type { Track } from 'livekit-client'
import Camera from 'lucide-solid/icons/camera'
import Hand from 'lucide-solid/icons/hand'
import MicOff from 'lucide-solid/icons/mic-off'
import Pin from 'lucide-solid/icons/pin'
import PinOff from 'lucide-solid/icons/pin-off'
import SwitchCamera from 'lucide-solid/icons/switch-camera'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { createEffect, on, onCleanup, Show } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Avatar, IconButton } from '../ui/index.ts'
import styles from './CallView.module.css'
import { isHalt, type Tile, type TileFault } from './call-rules.ts'
import type { CameraTurn } from './camera-turn.ts'
import { useNames } from './use-names.ts'

type Props = {
  roomId: RoomId
  tile: Tile<Track>
  isLarge: boolean
  isPinned: boolean
  hasHandUp: boolean
  /** Shows it large, or no more; absent where all are small. */
  onPin?(): void
  /** Of the own picture alone. */
  camera?: CameraTurn
  /** Keeps what is seen just now, as a picture. */
  onFreeze?(video: HTMLVideoElement): void
}

/** A person's camera, or what they show on their screen. */
export const CallTile = (props: Props) => {
  const w = useWords(callWords)
  const session = useSession()
  const clinicName = useClinicName()
  const nameOf = useNames(props.roomId)
  const guests = useWords(guestWords)
  let video: HTMLVideoElement | undefined

  createEffect(
    on(
      () => props.tile.video,
      (track) => {
        if (!track || !video) return
        const element = video
        track.attach(element)
        onCleanup(() => track.detach(element))
      },
    ),
  )

  const name = () => (props.tile.member.isThisDevice ? w().you : nameOf(props.tile.member.userId))
  const isOwn = () => props.tile.member.isThisDevice
  const screen = () => (isOwn() ? w().ownScreen : w().screenOf(name()))
  const picture = () => (isOwn() ? w().ownPicture : w().pictureOf(name()))
  const freezeLabel = () => {
    if (props.tile.source === 'camera') return w().freeze(name())
    return isOwn() ? w().freezeOwnScreen : w().freezeScreen(name())
  }
  const pinLabel = () => {
    const ofScreen = isOwn() ? w().ownScreenToPin : w().screenOf(name())
    const what = props.tile.source === 'screen' ? ofScreen : name()
    return props.isPinned ? w().unpin(what) : w().pin(what)
  }
  /** People of the own clinic carry no name of a clinic; of a guest, no clinic knows who it is. */
  const clinic = () => {
    const { serverName, userId } = props.tile.member
    if (isGuest(userId)) return guests().unchecked
    return serverName === session.serverName ? null : clinicName(serverName)
  }
  const unsigned = () => {
    if (isGuest(session.userId)) return guests().faultNotVouched
    return isGuest(props.tile.member.userId) ? guests().faultUnproven : w().faultUnsigned
  }
  const faultText = (fault: TileFault) =>
    ({
      connecting: w().faultConnecting,
      unencrypted: w().faultUnencrypted,
      'unsigned-device': unsigned(),
      'unknown-server': w().faultUnknownServer,
      'no-partner': w().faultNoPartner,
    })[fault]
  const fault = () => (props.tile.fault && !props.tile.member.isThisDevice ? faultText(props.tile.fault) : null)

  /** Of what is as it should be nothing is said. */
  const connection = () => {
    const { connection: state, source, member } = props.tile
    if (isHalt(state)) return { sentence: w().connection[state], briefly: w().connectionBriefly[state] }
    if (source === 'screen' || state === 'good' || state === 'unknown') return null
    return member.isThisDevice
      ? { sentence: w().ownConnection[state], briefly: w().ownConnectionBriefly[state] }
      : { sentence: w().connection[state], briefly: w().connectionBriefly[state] }
  }

  const halted = () => {
    if (!isHalt(props.tile.connection)) return ''
    return props.tile.source === 'screen' ? w().screenHalted(name()) : w().pictureHalted(name())
  }

  return (
    <li
      class={styles['tile']}
      classList={{
        [styles['speaking'] ?? '']: props.tile.isSpeaking,
        [styles['large'] ?? '']: props.isLarge,
      }}
    >
      <video
        ref={(element) => {
          video = element
        }}
        classList={{
          [styles['mirrored'] ?? '']:
            props.tile.member.isThisDevice && props.tile.source === 'camera' && !props.camera?.isTurned(),
          [styles['halted'] ?? '']: isHalt(props.tile.connection),
        }}
        aria-label={props.tile.source === 'screen' ? screen() : picture()}
        data-participant={props.tile.identity}
        data-source={props.tile.source}
        data-large={props.isLarge}
        data-own={props.tile.member.isThisDevice}
        hidden={!props.tile.video}
        autoplay
        playsinline
        muted
      />
      <Show when={!props.tile.video}>
        <div class={styles['dark']}>
          <Avatar name={nameOf(props.tile.member.userId)} />
        </div>
      </Show>
      <Show when={props.onPin}>
        <span class={styles['pin']}>
          <Show when={props.tile.video && props.camera?.other()}>
            <IconButton size="small" label={w().otherCamera} icon={SwitchCamera} onClick={() => props.camera?.turn()} />
          </Show>
          <Show when={props.onFreeze && props.tile.video}>
            <span class={styles['freeze']}>
              <IconButton
                size="small"
                label={freezeLabel()}
                icon={Camera}
                onClick={() => video && props.onFreeze?.(video)}
              />
            </span>
          </Show>
          <IconButton
            size="small"
            label={pinLabel()}
            icon={props.isPinned ? PinOff : Pin}
            pressed={props.isPinned}
            onClick={() => props.onPin?.()}
          />
        </span>
      </Show>
      <p class={styles['spoken']} aria-live="polite">
        {halted()}
      </p>
      <div class={styles['caption']}>
        <Show when={props.hasHandUp}>
          <Hand size={18} role="img" aria-label={w().handIsUp} class={styles['hand']} />
        </Show>
        <span class={styles['name']}>{props.tile.source === 'screen' ? screen() : name()}</span>
        <Show when={clinic()}>{(text) => <span class={styles['clinic']}>{text()}</span>}</Show>
        {/* Of who is not there yet, nobody knows it. */}
        <Show when={props.tile.source === 'camera' && !props.tile.hasMicrophone && props.tile.fault !== 'connecting'}>
          <MicOff size={16} role="img" aria-label={w().microphoneOff} />
        </Show>
        <Show when={connection()}>
          {(text) => (
            <span class={styles['connection']}>
              <TriangleAlert size={16} aria-hidden="true" />
              <span class={styles['sentence']}>{text().sentence}</span>
              <span class={styles['briefly']} aria-hidden="true">
                {text().briefly}
              </span>
            </span>
          )}
        </Show>
        <Show when={fault()}>{(text) => <span class={styles['fault']}>{text()}</span>}</Show>
      </div>
    </li>
  )
}
