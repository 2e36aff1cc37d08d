import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, For, onCleanup, Show } from 'solid-js'
import type { ConsultInput } from '#shared/consults/api.ts'
import type { ConsultRequest } from '#shared/consults/request.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { moveCaseKey, type ToUpload, useAttach } from '../case-files/index.ts'
import { ApiError, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { requestStepWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { NotAgreed } from '../partners/index.ts'
import { Banner, Button, PageHeader, PriorityBadge, ProgressBar, toast } from '../ui/index.ts'
import { askedDepartment, askedOf, askedPractitioner } from './asked.ts'
import { answerFaultsOf, faultsOf, requestOf } from './check-request.ts'
import styles from './consults.module.css'
import { type AskedDraft, clinicsOf, forgetRequestDraft, requestDraft } from './drafts.ts'
import { useNames } from './names.ts'
import { RequestFacts } from './RequestFacts.tsx'
import { RequestForm } from './RequestForm.tsx'
import { requestFiles } from './request-files.ts'
import { requestSending } from './request-sending.ts'
import { SendFailure } from './SendFailure.tsx'
import type { RequestStep } from './send-request.ts'
import { TakeOver } from './TakeOver.tsx'
import { checkSize, useRequester, useSendFailureWords, useSendRequest } from './use-send-request.ts'

/** After these nothing was made: who and how urgently may be chosen anew. */
const refusedBeforehand: readonly ErrorCode[] = [
  'nobody-on-call',
  'partner-unknown',
  'partner-suspended',
  'partner-limited',
  'partner-unreachable',
  'feature-off',
  'not-found',
  'not-allowed',
  'not-signed-in',
  'bad-input',
]
/** A group of choices takes no focus itself. */
const firstFault = ':is(input, textarea, select)[aria-invalid="true"], [aria-invalid="true"] input:enabled'
const stepShare: Record<RequestStep, number> = { asking: 0.2, joining: 0.5, sending: 0.8 }

/** Asks a department. While a view that somebody has left still sends, the next one waits for it. */
export const NewConsultView = () => {
  const w = useWords(consultWords)
  const stepText = useWords(requestStepWords)
  const view = Symbol('view')
  const [sending] = requestSending(useSession())
  const elsewhere = () => {
    const current = sending()
    return current?.view === view ? null : current
  }
  return (
    <section class={styles['page']} aria-labelledby="new-consult">
      <PageHeader title={w().newConsult} />
      <Show when={elsewhere()} fallback={<NewConsult view={view} />}>
        {(current) => (
          <div role="status">
            <p>{w().stillSending}</p>
            <ProgressBar label={stepText()[current().step]} value={stepShare[current().step]} />
          </div>
        )}
      </Show>
    </section>
  )
}

/** Fill in, check, send. What was entered stays until it is sent. */
const NewConsult = (props: { view: symbol }) => {
  const w = useWords(consultWords)
  const stepText = useWords(requestStepWords)
  const sendRequest = useSendRequest()
  const requester = useRequester()
  const failureWords = useSendFailureWords()
  const session = useSession()
  const api = useClinicApi()
  const names = useNames()
  const format = useFormat()
  const navigate = useNavigate()
  const [search] = useSearchParams<{ service?: string; server?: string; practitioner?: string }>()
  const [draft, setDraft] = requestDraft(session)
  const [files, keepFiles] = requestFiles(session)
  const attach = useAttach()

  const lostNames = () => draft.fileNames.filter((name) => !files().some(({ file }) => file.name === name))
  const setFiles = (chosen: readonly ToUpload[]) => {
    setDraft('fileNames', [...lostNames(), ...chosen.map(({ file }) => file.name)])
    keepFiles(chosen)
  }
  const forgetLost = () =>
    setDraft(
      'fileNames',
      files().map(({ file }) => file.name),
    )

  const [isChecked, setChecked] = createSignal(false)
  /** What the person checks is what is sent. */
  const [reviewed, setReviewed] = createSignal<ConsultRequest | null>(null)
  const [sending, setSending] = requestSending(session)
  const step = () => sending()?.step ?? null
  let isLeft = false
  onCleanup(() => {
    isLeft = true
  })
  const [error, setError] = createSignal<unknown>(null)
  const [isAsked, setAsked] = createSignal(draft.roomId !== null)
  let form: HTMLFormElement | undefined

  const faults = () => (isChecked() ? faultsOf(draft, Date.now()) : {})
  const answerFaults = () => (isChecked() ? answerFaultsOf(draft) : {})

  /** Whom the address names, whatever the draft had chosen before. */
  const named = (): Promise<AskedDraft | null> | null => {
    const { service, server, practitioner } = search
    if (isAsked()) return null
    if (practitioner) return askedPractitioner(api, practitioner as UserId)
    if (!service || !server) return null
    // Without an answer the list of departments says why.
    return askedDepartment(api, service, server).catch(() => null)
  }
  const finding = named()
  const [isFinding, setFinding] = createSignal(finding !== null)
  const found = finding
    ?.then((asked) => asked && !isLeft && setDraft('service', asked), setError)
    .finally(() => setFinding(false))

  const check = async (event: SubmitEvent) => {
    event.preventDefault()
    setChecked(true)
    // Who is faster than the directory has chosen all the same.
    await found
    if (Object.keys({ ...faults(), ...answerFaults() }).length > 0) {
      form?.querySelector<HTMLElement>(firstFault)?.focus()
      return
    }
    try {
      setError(null)
      const request = requestOf(draft, requester(), Date.now())
      checkSize(request)
      setReviewed(request)
    } catch (thrown) {
      // Longer than a request may be.
      setError(thrown)
    }
  }

  const send = async () => {
    const { service, alternative, priority, requestId } = draft
    const content = reviewed()
    if (!service || !priority || !content || step()) return
    const input: ConsultInput = {
      requestId,
      service: askedOf(service),
      ...(alternative ? { alternative: askedOf(alternative) } : {}),
      priority,
    }
    setError(null)
    setAsked(true)
    try {
      const roomId = await sendRequest({
        requestId,
        priority,
        request: content,
        via: session.serverName,
        ask: () => unwrap(api.own.api.consults.$post({ json: input })),
        roomId: draft.roomId,
        onStep: (now) => setSending({ view: props.view, step: now }),
        onRoom: (made) => setDraft('roomId', made),
      })
      moveCaseKey(session.drafts, requestId, roomId)
      if (files().length > 0) await attach(roomId, files())
      keepFiles([])
      forgetRequestDraft(session)
      if (session.connection() === 'offline') toast({ tone: 'info', title: w().queued })
      const open = () => navigate(`/consults/${encodeURIComponent(roomId)}`)
      if (!isLeft) open()
      else toast({ tone: 'success', title: w().requestSent, action: { label: w().openRequest, onClick: open } })
    } catch (thrown) {
      setError(thrown)
      if (thrown instanceof ApiError && refusedBeforehand.includes(thrown.code)) setAsked(false)
      if (isLeft) toast({ tone: 'danger', ...failureWords(thrown) })
    } finally {
      setSending(null)
    }
  }

  const askedText = (asked: AskedDraft) => {
    const department = names.department(asked)
    return asked.practitioner ? w().personOf(asked.practitioner.name, department) : department
  }

  return (
    <>
      <Show when={session.connection() === 'offline'}>
        <Banner tone="warning" title={w().offlineTitle}>
          {w().stayed}
        </Banner>
      </Show>
      <SendFailure error={error()} />

      <Show
        when={reviewed()}
        fallback={
          <form ref={form} class={styles['stack']} onSubmit={(event) => void check(event)} noValidate>
            <TakeOver draft={draft} setDraft={setDraft} files={files()} setFiles={setFiles} />
            <RequestForm
              draft={draft}
              setDraft={setDraft}
              faults={faults}
              answerFaults={answerFaults}
              isFinding={isFinding()}
              files={files()}
              setFiles={setFiles}
              lostNames={lostNames()}
              onForgetLost={forgetLost}
              isAsked={isAsked()}
            />
            <div class={styles['actions']}>
              <Button variant="primary" type="submit" busy={isChecked() && isFinding()}>
                {w().check}
              </Button>
            </div>
          </form>
        }
      >
        {(content) => (
          <div class={styles['stack']}>
            <h2 class={styles['heading']}>{w().checkTitle}</h2>
            <NotAgreed service="consults" servers={clinicsOf(draft)} />
            <p class={styles['summary']}>
              <Show when={draft.priority}>{(priority) => <PriorityBadge priority={priority()} />}</Show>
              <Show when={draft.service}>{(asked) => <span>{askedText(asked())}</span>}</Show>
              <Show when={draft.alternative}>
                {(asked) => (
                  <span class={styles['muted']}>
                    {w().alternative}: {askedText(asked())}
                  </span>
                )}
              </Show>
            </p>
            <div class={styles['card']}>
              <RequestFacts request={content()} />
            </div>
            <Show when={files().length > 0}>
              <section class={styles['card']} aria-label={w().files}>
                <h3 class={styles['heading']}>
                  {api.has('case-files') ? w().filesGoAlong(files().length) : w().filesStay}
                </h3>
                <NotAgreed service="case-files" servers={clinicsOf(draft)} />
                <ul class={styles['plain']}>
                  <For each={files()}>
                    {({ file }) => (
                      <li>
                        {file.name} <span class={styles['muted']}>{format.size(file.size)}</span>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </Show>
            <Show when={lostNames().length > 0}>
              <Banner tone="warning" title={w().filesLost}>
                {lostNames().join(', ')}
              </Banner>
            </Show>
            <p class={styles['muted']}>{w().whoReads}</p>
            <Show when={step()}>
              {(current) => (
                <div role="status">
                  <ProgressBar label={stepText()[current()]} value={stepShare[current()]} />
                </div>
              )}
            </Show>
            <div class={styles['actions']}>
              <Button variant="secondary" disabled={step() !== null} onClick={() => setReviewed(null)}>
                {w().edit}
              </Button>
              <Button variant="primary" busy={step() !== null} onClick={() => void send()}>
                {error() ? w().retry : w().send}
              </Button>
            </div>
          </div>
        )}
      </Show>
    </>
  )
}
