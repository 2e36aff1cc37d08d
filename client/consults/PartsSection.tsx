import { A } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import { partsOf } from '#shared/consults/task-people.ts'
import { isOver } from '#shared/consults/task-status.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { taskReasonWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { StatusBadge } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import styles from './consults.module.css'
import { createConsults } from './consults-store.ts'
import { useNames } from './names.ts'
import { PassOnFiles } from './PassOnFiles.tsx'
import { statusTones, useStatusName } from './StatusLine.tsx'

const addressOf = (roomId: RoomId) => `/consults/${encodeURIComponent(roomId)}`

/** Who else was brought in, why, and where that stands; or of which consult this one is a part. */
export const PartsSection = (props: { consult: Consult }) => {
  const w = useWords(consultWords)
  const statusName = useStatusName()
  const reasonName = useWords(taskReasonWords)
  const names = useNames()
  const consults = createConsults()
  /** Only whoever belongs to both can see the other. */
  const known = createMemo(() => new Map(consults().map((one) => [one.roomId, one])))
  const openPart = (roomId: RoomId) => {
    const part = known().get(roomId)
    return part?.membership === 'join' && !isOver(part.task.status) ? part : null
  }
  const parts = () => partsOf(props.consult.task)
  const whyOf = (roomId: RoomId) =>
    props.consult.task.changes.find(({ part }) => part?.roomId === roomId)?.reason ?? 'other'

  return (
    <>
      <Show when={props.consult.task.partOf}>
        {(first) => (
          <section class={styles['card']} aria-label={w().partOfTitle}>
            <h2 class={styles['heading']}>{w().partOfTitle}</h2>
            <p class={styles['sentence']}>
              {w().partOfText(names.person(props.consult.task.requester), names.person(first().requester))}{' '}
              <Show when={known().has(first().roomId)} fallback={w().consult(first().label)}>
                <A href={addressOf(first().roomId)}>{w().consult(first().label)}</A>
              </Show>
            </p>
          </section>
        )}
      </Show>
      <Show when={parts().length > 0}>
        <section class={styles['card']} aria-label={w().partsTitle}>
          <h2 class={styles['heading']}>{w().partsTitle}</h2>
          <ul class={styles['entries']}>
            <For each={parts()}>
              {(part) => (
                <li class={styles['part']}>
                  <div class={styles['entryTop']}>
                    <Show when={known().get(part.roomId)} fallback={<span>{w().consult(part.label)}</span>}>
                      {(one) => (
                        <>
                          <A href={addressOf(part.roomId)}>{w().consult(part.label)}</A>
                          <StatusBadge tone={statusTones[one().task.status]}>{statusName(one().task)}</StatusBadge>
                        </>
                      )}
                    </Show>
                    <span>
                      {names.department(part.service)}: {reasonName()[whyOf(part.roomId)]}
                    </span>
                  </div>
                  <Show when={openPart(part.roomId)}>
                    {(one) => <PassOnFiles first={props.consult} part={one()} />}
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  )
}
