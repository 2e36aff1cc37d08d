import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, Show } from 'solid-js'
import { mayDeleteFile } from '#shared/case-files/deletion.ts'
import { priorities } from '#shared/consults/priority.ts'
import { parseRequest } from '#shared/consults/request.ts'
import { reasons } from '#shared/consults/task-content.ts'
import { askedIn } from '#shared/consults/task-people.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import { responseOf } from '#shared/templates/answers.ts'
import { filesOfRoom, passOnFiles } from '../case-files/index.ts'
import { unwrap } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { priorityWords, taskReasonWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { NotAgreed } from '../partners/index.ts'
import { Banner, Button, Dialog, Select, TextField } from '../ui/index.ts'
import { AskedQuestions } from './AskedQuestions.tsx'
import { agreementFor, askedOf } from './asked.ts'
import { type Consult, firstOf } from './believe.ts'
import { answerFaultsOf } from './check-request.ts'
import { useHomeApi } from './consult-actions.ts'
import styles from './consults.module.css'
import { DepartmentPicker } from './DepartmentPicker.tsx'
import { useNames } from './names.ts'
import { PatientLine } from './PatientLine.tsx'
import { openPartDraft } from './part-draft.ts'
import { SendFailure } from './SendFailure.tsx'
import { checkSize, useRequester, useSendRequest } from './use-send-request.ts'

/** A group of choices takes no focus itself. */
const firstFault = ':is(input, textarea, select)[aria-invalid="true"], [aria-invalid="true"] input:enabled'

type Props = { consult: Consult; open: boolean; onOpenChange(isOpen: boolean): void }

export const BringIn = (props: Props) => {
  const w = useWords(consultWords)
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={w().bringInTitle(props.consult.task.label)}
      size="large"
    >
      <BringInForm consult={props.consult} onClose={() => props.onOpenChange(false)} />
    </Dialog>
  )
}

/** Asks a further specialty: a consult of its own, with what was asked here and its files. */
const BringInForm = (props: { consult: Consult; onClose(): void }) => {
  const w = useWords(consultWords)
  const priorityName = useWords(priorityWords)
  const reasonName = useWords(taskReasonWords)
  const session = useSession()
  const homeApi = useHomeApi()
  const names = useNames()
  const navigate = useNavigate()
  const sendRequest = useSendRequest()
  const requester = useRequester()
  const room = session.openRoom(props.consult.roomId)
  const requests = room.events(eventTypes.consultRequest)
  const fileEvents = room.events(eventTypes.caseFile)
  const [draft, setDraft, forgetDraft] = openPartDraft(session, props.consult.roomId, props.consult.task.priority)
  const [isChecked, setChecked] = createSignal(false)
  const [error, setError] = createSignal<unknown>(null)
  const [isBusy, setBusy] = createSignal(false)
  let form: HTMLFormElement | undefined

  const task = () => props.consult.task
  const request = createMemo(() => firstOf(requests(), task().requester, parseRequest))
  const deletions = room.events(eventTypes.caseFileDeletion)
  const files = createMemo(() =>
    filesOfRoom(fileEvents(), deletions(), (who, owner) => mayDeleteFile(who, owner, task())).filter(
      ({ deletion }) => !deletion,
    ),
  )
  const needed = () =>
    draft.service
      ? [agreementFor(draft.service.serverName, { home: props.consult.homeServer, own: session.serverName })]
      : []
  const answerFaults = () => (isChecked() ? answerFaultsOf(draft) : {})

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    setChecked(true)
    const { service, priority, reason, requestId, question, questionnaire, answers } = draft
    const first = request()
    if (!service || !question.trim() || Object.keys(answerFaults()).length > 0)
      return form?.querySelector<HTMLElement>(firstFault)?.focus()
    if (!first || isBusy()) return
    setBusy(true)
    setError(null)
    try {
      const { requester: _, answers: firstAnswers, ...about } = first
      const answered = questionnaire && responseOf(questionnaire, answers, Date.now())
      const content = {
        ...about,
        question: w().partQuestion(question.trim(), first.question),
        ...(answered ? { answers: answered } : {}),
        ...(firstAnswers ? { firstAnswers } : {}),
        requester: requester(),
      }
      checkSize(content)
      const { roomId, homeServer } = props.consult
      const input = { requestId, service: askedOf(service), priority, reason, expectedVersion: task().version }
      const part = await sendRequest({
        requestId,
        priority,
        request: content,
        via: homeServer,
        ask: () =>
          unwrap(
            homeApi(homeServer).api.consults[':roomId'].parts.$post({
              param: { roomId: encodeURIComponent(roomId) },
              json: input,
            }),
          ),
        roomId: null,
        onStep: () => {},
        onRoom: () => {},
      })
      await passOnFiles(session.outbox, part, files())
      forgetDraft()
      props.onClose()
      navigate(`/consults/${encodeURIComponent(part)}`)
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form ref={form} class={styles['stack']} onSubmit={(event) => void send(event)} noValidate>
      <Show when={request()}>{(first) => <PatientLine patient={first().patient} />}</Show>
      <DepartmentPicker
        legend={w().bringInWhom}
        value={draft.service}
        onChange={(service) => setDraft('service', service)}
        error={isChecked() && !draft.service ? w().chooseDepartment : undefined}
        asked={askedIn(task())}
        home={props.consult.homeServer}
      />
      <NotAgreed service="consults" servers={needed()} />
      <TextField
        label={w().bringInQuestion}
        value={draft.question}
        onInput={(question) => setDraft('question', question)}
        multiline
        required
        maxLength={4_000}
        {...(isChecked() && !draft.question.trim() ? { error: w().fieldMissing } : {})}
      />
      <AskedQuestions
        draft={draft}
        onQuestions={(asked) => setDraft(asked)}
        onAnswer={(linkId, typed) => setDraft('answers', linkId, typed)}
        faults={answerFaults()}
      />
      <div class={styles['row']}>
        <Select
          label={w().reasonLabel}
          value={draft.reason}
          onChange={(reason) => setDraft('reason', reason)}
          options={reasons['brought-in'].map((value) => ({ value, label: reasonName()[value] }))}
        />
        <Select
          label={w().priority}
          value={draft.priority}
          onChange={(priority) => setDraft('priority', priority)}
          options={priorities.toReversed().map((value) => ({ value, label: priorityName()[value] }))}
        />
      </div>
      <Banner tone="info" title={w().bringInSees}>
        {w().bringInSeesText(files().length, names.person(task().requester), names.clinic(serverOf(task().requester)))}
      </Banner>
      <Show when={files().length > 0}>
        <NotAgreed service="case-files" servers={draft.service ? [draft.service.serverName] : []} />
      </Show>
      <Show when={!request()}>
        <Banner tone="warning" title={w().requestMissing}>
          {task().standIn ? w().requestMissingGone : w().requestMissingText}
        </Banner>
      </Show>
      <SendFailure error={error()} />
      <div class={styles['actions']}>
        <Button variant="secondary" onClick={() => props.onClose()}>
          {w().cancel}
        </Button>
        <Button variant="primary" type="submit" busy={isBusy()} disabled={!request()}>
          {w().bringIn}
        </Button>
      </div>
    </form>
  )
}
