import { createResource, createSignal, Show } from 'solid-js'
import type { SubscriptionOutput } from '#shared/federation-list/api.ts'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { federationListWords } from '../i18n/words/federation-list.ts'
import { answerOf, Banner, Button, Dialog, Skeleton, StatusBadge, TimeAgo, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'
import { Failure, useFailureWords } from './Failure.tsx'
import { SubscribeDialog } from './SubscribeDialog.tsx'

/** The signed list that the clinic goes by, how fresh it is, and what was wrong with the last one. */
export const FederationList = (props: { onChanged(): void }) => {
  const w = useWords(federationListWords)
  const failure = useFailureWords()
  const format = useFormat()
  const api = useClinicApi()
  const [isSubscribing, setSubscribing] = createSignal(false)
  const [isLeaving, setLeaving] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [asked, { mutate, refetch }] = createResource(() => unwrap(api.own.api['federation-list'].$get()))

  const take = (output: SubscriptionOutput) => {
    mutate(output)
    props.onChanged()
  }
  const refresh = async () => {
    setBusy(true)
    try {
      take(await unwrap(api.own.api['federation-list'].refresh.$post()))
    } catch (thrown) {
      const { title, action } = failure(apiErrorOf(thrown))
      toast({ tone: 'danger', title, text: action })
    } finally {
      setBusy(false)
    }
  }
  const leave = async () => {
    take(await unwrap(api.own.api['federation-list'].$delete()))
    setLeaving(false)
    toast({ tone: 'success', title: w().left })
  }

  return (
    <section class={styles['dialog']} aria-label={w().title}>
      <h2 class={styles['name']}>{w().title}</h2>
      <Show when={asked.error}>
        {(error) => <Failure error={apiErrorOf(error())} onRetry={() => void refetch()} />}
      </Show>
      <Show
        when={answerOf(asked)}
        fallback={
          <Show when={!asked.error}>
            <Skeleton height="4rem" width="100%" />
          </Show>
        }
      >
        {(output) => (
          <>
            <Show when={output().subscription} fallback={<p class={styles['muted']}>{w().none}</p>}>
              {(list) => (
                <>
                  <Show when={!list().isInForce}>
                    <Banner tone="danger" title={w().closed}>
                      {w().closedText}
                    </Banner>
                  </Show>
                  <Show when={list().fault}>
                    {(fault) => (
                      <Banner tone="warning" title={w().faults[fault()]}>
                        {list().isInForce ? w().stays(format.dateTime(list().endsAt ?? 0)) : ''}
                      </Banner>
                    )}
                  </Show>
                  <div class={styles['id']}>{list().url}</div>
                  <div class={styles['facts']}>
                    <Show when={list().isInForce}>
                      <StatusBadge tone="success">{w().inForce}</StatusBadge>
                    </Show>
                    <Show when={list().version}>{(version) => <span>{w().version(version())}</span>}</Show>
                    <span>{w().clinics(list().clinics)}</span>
                    <Show when={list().endsAt}>{(ends) => <span>{w().until(format.dateTime(ends()))}</span>}</Show>
                    <Show when={list().triedAt}>
                      {(at) => (
                        <span class={styles['muted']}>
                          {w().asked} <TimeAgo at={at()} />
                        </span>
                      )}
                    </Show>
                  </div>
                  <details>
                    <summary>{w().keyFingerprint}</summary>
                    <code class={styles['fingerprint']}>{list().keyFingerprint}</code>
                  </details>
                </>
              )}
            </Show>
            <Show when={api.isClinicAdmin()}>
              <div class={styles['actions']}>
                <Button variant="secondary" onClick={() => setSubscribing(true)}>
                  {output().subscription ? w().change : w().subscribe}
                </Button>
                <Show when={output().subscription}>
                  <Button variant="secondary" busy={isBusy()} onClick={() => void refresh()}>
                    {w().refresh}
                  </Button>
                  <Button variant="danger" onClick={() => setLeaving(true)}>
                    {w().leave}
                  </Button>
                </Show>
              </div>
            </Show>
          </>
        )}
      </Show>
      <SubscribeDialog open={isSubscribing()} onOpenChange={setSubscribing} onSubscribed={take} />
      <Dialog open={isLeaving()} onOpenChange={setLeaving} title={w().leaveAsk} description={w().leaveMeaning}>
        <AskForm submit={w().leave} danger onCancel={() => setLeaving(false)} onSubmit={leave} />
      </Dialog>
    </section>
  )
}
