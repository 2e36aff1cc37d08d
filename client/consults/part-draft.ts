import * as v from 'valibot'
import { priorities } from '#shared/consults/priority.ts'
import { reasons } from '#shared/consults/task-content.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'
import { askedAnswersKept, askedDraftKept, createKept, type Kept } from './drafts.ts'

const partDraft = v.object({
  /** Made once, so that a repeated try never makes a second consult. */
  requestId: v.string(),
  service: v.nullable(askedDraftKept),
  priority: v.picklist(priorities),
  reason: v.picklist(reasons['brought-in']),
  question: v.string(),
  ...askedAnswersKept,
})
export type PartDraft = v.InferOutput<typeof partDraft>

const nameOf = (first: RoomId) => `consult-part ${first}`

/** What is asked of a further specialty: kept on the device, so that it goes on after a failure at any step. */
export const openPartDraft = (
  session: Pick<Session, 'drafts'>,
  first: RoomId,
  priority: PartDraft['priority'],
): [...Kept<PartDraft>, forget: () => void] => {
  const fresh = (): PartDraft => ({
    requestId: crypto.randomUUID(),
    service: null,
    priority,
    reason: 'further-question',
    question: '',
    questionnaire: null,
    answers: {},
  })
  const kept = v.safeParse(partDraft, session.drafts.read(nameOf(first)))
  const [draft, setDraft] = createKept<PartDraft>(kept.success ? kept.output : fresh(), (now) =>
    session.drafts.keep(nameOf(first), now),
  )
  const forget = () => {
    setDraft(fresh())
    session.drafts.keep(nameOf(first), null)
  }
  return [draft, setDraft, forget]
}
