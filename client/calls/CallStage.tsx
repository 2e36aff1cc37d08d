import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import type { UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Banner, Button } from '../ui/index.ts'
import { CallControls } from './CallControls.tsx'
import { CallTile } from './CallTile.tsx'
import styles from './CallView.module.css'
import type { Call } from './join-call.ts'
import { mediaFaultText } from './media-fault-words.ts'

/** Says who came and went, for those who do not see it. */
const useComings = (people: () => UserId[]) => {
  const w = useWords(callWords)
  const session = useSession()
  const [said, setSaid] = createSignal('')
  createEffect(
    on(
      people,
      (now, before) => {
        const came = now.find((person) => !before?.includes(person))
        const left = before?.find((person) => !now.includes(person))
        if (came) setSaid(w().came(session.nameOf(came)))
        else if (left) setSaid(w().left(session.nameOf(left)))
      },
      { defer: true },
    ),
  )
  return said
}

export const CallStage = (props: { call: Call; onLeave(): void }) => {
  const w = useWords(callWords)
  const clinicName = useClinicName()
  const others = createMemo(
    () => [
      ...new Set(props.call.tiles.filter(({ member }) => !member.isThisDevice).map(({ member }) => member.userId)),
    ],
    [],
    { equals: (a, b) => a.length === b.length && a.every((person) => b.includes(person)) },
  )
  const said = useComings(others)
  const hasScreen = () => props.call.tiles.some(({ source }) => source === 'screen')
  const refusedText = (code: string) => {
    if (code === 'joined-elsewhere') return w().joinedElsewhere
    return code === 'not-a-member' ? w().notAMember : w().cannotJoin
  }

  return (
    <section class={styles['stage']} aria-label={w().call}>
      <div class={styles['notices']} role="status">
        {((own) => (
          <>
            <Show when={own().kind === 'connecting' || props.call.membership() === 'joining'}>
              <p class={styles['notice']}>{w().joining}</p>
            </Show>
            <Show when={own().kind === 'reconnecting'}>
              <Banner tone="warning" title={w().reconnecting} />
            </Show>
            <Show when={((state) => (state.kind === 'refused' ? state.code : null))(own())}>
              {(code) => <Banner tone="danger" title={refusedText(code())} />}
            </Show>
          </>
        ))(() => props.call.own())}
        <Show when={props.call.membership() === 'lost'}>
          <Banner tone="warning" title={w().lost} />
        </Show>
        <Show when={props.call.membership() === 'failed'}>
          <Banner tone="danger" title={w().membershipFailed} />
        </Show>
        <Show when={props.call.unreached().length > 0}>
          <Banner tone="info" title={w().unreached(props.call.unreached().map((server) => clinicName(server)))} />
        </Show>
        <Show when={props.call.refusedKeys() > 0}>
          <Banner tone="warning" title={w().refusedKeys} />
        </Show>
        <Show when={props.call.mediaFault()}>
          {(fault) => <Banner tone="warning" title={mediaFaultText(w(), fault().kind, fault().name)} />}
        </Show>
        <Show when={props.call.isSoundBlocked()}>
          <Banner
            tone="warning"
            title={w().soundBlocked}
            action={
              <Button variant="primary" onClick={() => void props.call.startSound()}>
                {w().startSound}
              </Button>
            }
          />
        </Show>
        <Show when={props.call.membership() === 'joined' && others().length === 0}>
          <p class={styles['notice']}>{w().alone}</p>
        </Show>
      </div>
      <p class={styles['spoken']} aria-live="polite">
        {said()}
      </p>
      <ul class={styles['tiles']} classList={{ [styles['withScreen'] ?? '']: hasScreen() }}>
        <For each={props.call.tiles}>{(tile) => <CallTile tile={tile} />}</For>
      </ul>
      <CallControls call={props.call} onLeave={props.onLeave} />
    </section>
  )
}
