import { useLocation, useNavigate } from '@solidjs/router'
import { createResource, createSignal, For, onCleanup, Show } from 'solid-js'
import type { MyRotaOutput } from '#shared/rota/api.ts'
import { dayAt } from '#shared/rota/calendar.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { answerOf, Banner, Button, toast } from '../ui/index.ts'
import { useMoments } from './moments.ts'

const lookAgainMs = 30_000
/** Asked again after it was put off. */
const laterMs = 10 * 60_000

/** Everywhere in the application: that a shift begins or is over, that a colleague looks for somebody, and gaps. */
export const RotaKeeper = () => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const navigate = useNavigate()
  const location = useLocation()
  const [mine, { refetch }] = createResource(() => unwrap(api.own.api.rota.me.$get()))
  const timer = setInterval(() => void refetch(), lookAgainMs)
  onCleanup(() => clearInterval(timer))
  const [hidden, setHidden] = createSignal<ReadonlyMap<string, number>>(new Map())
  const [isBusy, setBusy] = createSignal(false)

  // Asked again it is looked at again: what was put off comes back.
  const isShown = (key: string) => {
    mine.state
    return (hidden().get(key) ?? 0) <= Date.now()
  }
  const hide = (key: string, ms = laterMs) => setHidden((before) => new Map(before).set(key, Date.now() + ms))
  const known = () => answerOf(mine)
  const due = () => {
    const one = known()?.due
    return one && isShown(`${one.ask} ${one.shift.id}`) ? one : null
  }
  const offers = () => (known()?.offers ?? []).filter(({ swap }) => isShown(`swap ${swap.shiftId} ${swap.at}`))
  const gaps = (): MyRotaOutput['gaps'] => {
    const all = known()?.gaps ?? []
    return isShown('gaps') && !location.pathname.startsWith('/duty/rota') ? all : []
  }
  const { moment, span } = useMoments(() => known()?.timeZone ?? 'UTC')

  const takeOver = async (tier: MyRotaOutput['shifts'][number]['tier']) => {
    if (isBusy()) return
    setBusy(true)
    try {
      await unwrap(api.own.api.directory.me['on-call'].$put({ json: { tier } }))
      toast({ tone: 'success', title: w().tookOver(w().tiers[tier]) })
      await refetch()
      navigate('/duty')
    } catch (error) {
      toast({ tone: 'danger', title: w().failed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Show when={due()}>
        {(one) => {
          const shift = () => one().shift
          const isBeginning = () => one().ask === 'take-over'
          return (
            <Banner
              tone={isBeginning() ? 'info' : 'warning'}
              title={(isBeginning() ? w().dueTitle : w().overTitle)(shift().serviceName, w().tiers[shift().tier])}
              action={
                <>
                  <Show
                    when={isBeginning()}
                    fallback={
                      <Button variant="primary" onClick={() => navigate('/duty')}>
                        {w().handOver}
                      </Button>
                    }
                  >
                    <Button variant="primary" busy={isBusy()} onClick={() => void takeOver(shift().tier)}>
                      {w().takeOver}
                    </Button>
                  </Show>
                  <Button variant="quiet" onClick={() => hide(`${one().ask} ${shift().id}`)}>
                    {w().notNow}
                  </Button>
                </>
              }
            >
              {isBeginning()
                ? w().dueText(moment(shift().start), moment(shift().end))
                : w().overText(moment(shift().end))}
            </Banner>
          )
        }}
      </Show>
      <For each={offers()}>
        {({ swap, shift, byName, takenByName }) => (
          <Banner
            tone="info"
            title={takenByName ? w().wantsToTake(takenByName, byName) : w().offerTitle(byName, w().tiers[shift.tier])}
            action={
              <>
                <Button
                  onClick={() =>
                    navigate(`/duty/rota/${shift.serviceId}?day=${dayAt(shift.start, known()?.timeZone ?? 'UTC')}`)
                  }
                >
                  {w().look}
                </Button>
                <Button
                  variant="quiet"
                  onClick={() => hide(`swap ${swap.shiftId} ${swap.at}`, Number.MAX_SAFE_INTEGER / 2)}
                >
                  {w().close}
                </Button>
              </>
            }
          >
            {`${shift.serviceName}, ${span(shift.start, shift.end)}`}
          </Banner>
        )}
      </For>
      <Show when={gaps()[0]}>
        {(first) => (
          <Banner
            tone="danger"
            title={w().gapsTitle}
            action={
              <>
                <Button onClick={() => navigate(`/duty/rota/${first().serviceId}`)}>{w().look}</Button>
                <Button variant="quiet" onClick={() => hide('gaps', Number.MAX_SAFE_INTEGER / 2)}>
                  {w().close}
                </Button>
              </>
            }
          >
            {w().gapsText(
              gaps()
                .slice(0, 3)
                .map(({ serviceName, count }) => w().gapsOf(serviceName, count))
                .join('; '),
              moment(Math.min(...gaps().map(({ first: { from } }) => from))),
            )}
          </Banner>
        )}
      </Show>
    </>
  )
}
