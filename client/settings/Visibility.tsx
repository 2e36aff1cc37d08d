import { createResource, createSignal, Match, Show, Switch } from 'solid-js'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { settingsWords } from '../i18n/words/settings.ts'
import { answerOf, Checkbox, LoadFailure, Skeleton, toast } from '../ui/index.ts'
import styles from './settings.module.css'

/** What the directory shows of me to partner clinics is mine to say. */
export const Visibility = () => {
  const w = useWords(settingsWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const [me, { mutate, refetch }] = createResource(() => unwrap(api.own.api.directory.me.$get()))
  const [isBusy, setBusy] = createSignal(false)
  const change = async (isFoundByPartners: boolean) => {
    if (isBusy()) return
    setBusy(true)
    try {
      mutate(await unwrap(api.own.api.directory.me.visibility.$put({ json: { isFoundByPartners } })))
    } catch (error) {
      toast({ tone: 'danger', title: w().visibilityFailed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Switch fallback={<Skeleton width="100%" height="8rem" />}>
      <Match when={me.error}>
        {(error) => <LoadFailure code={errorCodeOf(error())} onRetry={() => void refetch()} />}
      </Match>
      <Match when={answerOf(me)}>
        {(mine) => (
          <Show when={mine().person}>
            <section class={styles['card']} aria-labelledby="visibility">
              <h2 id="visibility" class={styles['heading']}>
                {w().visibility}
              </h2>
              <Checkbox
                label={w().foundByPartners}
                description={w().foundByPartnersText}
                checked={mine().isFoundByPartners}
                disabled={isBusy()}
                onChange={(isFound) => void change(isFound)}
              />
            </section>
          </Show>
        )}
      </Match>
    </Switch>
  )
}
