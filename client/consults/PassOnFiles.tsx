import { createMemo, createSignal, Show } from 'solid-js'
import { mayDeleteFile } from '#shared/case-files/deletion.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { laterFiles, passOnFiles } from '../case-files/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { NotAgreed } from '../partners/index.ts'
import { Button, toast } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import styles from './consults.module.css'

/** Offers a further specialty the files that came to the first consult after it was brought in. */
export const PassOnFiles = (props: { first: Consult; part: Consult }) => {
  const w = useWords(consultWords)
  const session = useSession()
  const from = session.openRoom(props.first.roomId)
  const to = session.openRoom(props.part.roomId)
  const files = from.events(eventTypes.caseFile)
  const deletions = from.events(eventTypes.caseFileDeletion)
  const there = to.events(eventTypes.caseFile)
  const [isBusy, setBusy] = createSignal(false)

  /** What is not read yet may be there. */
  const isKnown = () => !(from.hasEarlier() || to.hasEarlier())
  const later = createMemo(() => {
    if (!isKnown()) return []
    const onTheWay = session.outbox.entries().filter(({ roomId }) => roomId === props.part.roomId)
    return laterFiles(files(), deletions(), [...there(), ...onTheWay], (who, owner) =>
      mayDeleteFile(who, owner, props.first.task),
    )
  })
  const passOn = async () => {
    if (isBusy()) return
    setBusy(true)
    try {
      await passOnFiles(session.outbox, props.part.roomId, later())
    } catch {
      toast({ tone: 'danger', title: w().notPassedOn, text: w().stayed })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Show when={later().length > 0}>
      <NotAgreed service="case-files" servers={to.summary()?.servers ?? []} />
      <div class={styles['laterFiles']} role="status">
        <span>{w().laterFiles(later().map(({ manifest }) => manifest.name))}</span>
        <Button variant="secondary" size="small" busy={isBusy()} onClick={() => void passOn()}>
          {w().passOn}
        </Button>
      </div>
    </Show>
  )
}
