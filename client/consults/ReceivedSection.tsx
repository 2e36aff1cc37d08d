import { createSignal, Show, Suspense } from 'solid-js'
import { roleOf } from '#shared/consults/task-people.ts'
import { ConsultAccesses } from '../audit/index.ts'
import { useWords } from '../i18n/index.ts'
import { auditWords } from '../i18n/words/audit.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, Skeleton } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import styles from './consults.module.css'

/** For those two who answer for the consult. Asked for when somebody wants to see it: that they look is recorded too. */
export const ReceivedSection = (props: { consult: Consult }) => {
  const w = useWords(auditWords)
  const session = useSession()
  const [isOpen, setOpen] = createSignal(false)
  const isMine = () => ['requester', 'consultant'].includes(roleOf(props.consult.task, session.userId) ?? '')
  return (
    <Show when={isMine()}>
      <section class={styles['card']} aria-label={w().received}>
        <h2 class={styles['heading']}>{w().received}</h2>
        <Button aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
          {isOpen() ? w().hide : w().show}
        </Button>
        <Show when={isOpen()}>
          <Suspense fallback={<Skeleton width="100%" height="8rem" />}>
            <ConsultAccesses roomId={props.consult.roomId} task={props.consult.task} />
          </Suspense>
        </Show>
      </section>
    </Show>
  )
}
