import { createResource, Match, Show, Switch } from 'solid-js'
import type { VerificationOutput } from '#shared/audit/api.ts'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { auditWords } from '../i18n/words/audit.ts'
import { answerOf, Banner, Button, Skeleton, VisuallyHidden } from '../ui/index.ts'
import { Failure } from './Failure.tsx'

/** Whether the log is as it was written, in plain words, and what to do if it is not. */
export const AuditCheck = () => {
  const w = useWords(auditWords)
  const api = useClinicApi()
  const [checked, { refetch }] = createResource(() => unwrap(api.own.api.audit.verification.$get()))
  return (
    <Switch>
      <Match when={checked.error}>
        {(error) => <Failure error={apiErrorOf(error())} onRetry={() => void refetch()} />}
      </Match>
      <Match when={answerOf(checked)}>
        {(found) => <Found found={found()} isBusy={checked.loading} onAgain={() => void refetch()} />}
      </Match>
      <Match when={checked.loading}>
        <div role="status">
          <VisuallyHidden>{w().checking}</VisuallyHidden>
          <Skeleton width="100%" height="6rem" />
        </div>
      </Match>
    </Switch>
  )
}

const Found = (props: { found: VerificationOutput; isBusy: boolean; onAgain(): void }) => {
  const w = useWords(auditWords)
  const format = useFormat()
  const intact = () => (props.found.verdict.isIntact ? props.found.verdict : null)
  const broken = () => (props.found.verdict.isIntact ? null : props.found.verdict)
  const again = () => (
    <Button size="small" busy={props.isBusy} onClick={() => props.onAgain()}>
      {w().checkAgain}
    </Button>
  )
  return (
    <>
      <Show when={intact()}>
        {(verdict) => (
          <Banner tone={props.found.anchor ? 'success' : 'info'} title={w().intact} action={again()}>
            <p>{w().intactText(verdict().head.seq)}</p>
            <p>
              <Show when={props.found.anchor} fallback={w().notAnchored}>
                {(anchor) => w().anchored(anchor().seq, format.dateTime(anchor().at))}
              </Show>
            </p>
            <Show when={verdict().deletedThrough > 0}>
              <p>{w().deletedThrough(verdict().deletedThrough)}</p>
            </Show>
            <p>{w().limits}</p>
          </Banner>
        )}
      </Show>
      <Show when={broken()}>
        {(verdict) => (
          <Banner tone="danger" title={w().brokenTitle} action={again()}>
            <p>{w().brokenAt[verdict().how](verdict().seq)}</p>
            <p>{w().brokenAdvice}</p>
          </Banner>
        )}
      </Show>
    </>
  )
}
