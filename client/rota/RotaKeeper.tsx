import { Key } from '@solid-primitives/keyed'
import { useLocation, useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import type { MyRotaOutput } from '#shared/rota/api.ts'
import { dayAt } from '#shared/rota/calendar.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { answerOf, Banner, Button, toast } from '../ui/index.ts'
import { useMoments } from './moments.ts'
import { useMyRota } from './my-rota.tsx'

/** Asked again after it was put off. */
const laterMs = 10 * 60_000
/** As long as the page is open. */
const forGoodMs = Number.MAX_SAFE_INTEGER / 2

/** Everywhere in the application: that a shift begins or is over, that a colleague looks for somebody, and gaps. */
export const RotaKeeper = () => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const navigate = useNavigate()
  const location = useLocation()
  const { mine, again } = useMyRota()
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
  const { moment, span } = useMoments()
  const firstMoment = () => {
    const [first] = gaps().toSorted((one, other) => one.first.from - other.first.from)
    return first ? moment(first.first.from, first.timeZone) : ''
  }

  const takeOver = async (tier: MyRotaOutput['shifts'][number]['tier']) => {
    if (isBusy()) return
    setBusy(true)
    try {
      await unwrap(api.own.api.directory.me['on-call'].$put({ json: { tier } }))
      toast({ tone: 'success', title: w().tookOver(w().tiers[tier]) })
      await again()
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
          const at = (ms: number) => moment(ms, shift().timeZone)
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
              {isBeginning() ? w().dueText(at(shift().start), at(shift().end)) : w().overText(at(shift().end))}
            </Banner>
          )
        }}
      </Show>
      {/* By the offer: what is asked anew keeps the focus, and is not read out again. */}
      <Key each={offers()} by={({ swap }) => `${swap.shiftId} ${swap.at}`}>
        {(offer) => {
          const shift = () => offer().shift
          const title = () => {
            const { byName, takenByName } = offer()
            return takenByName ? w().wantsToTake(takenByName, byName) : w().offerTitle(byName, w().tiers[shift().tier])
          }
          const look = () => {
            const { serviceId, start, timeZone } = shift()
            navigate(`/duty/rota/${serviceId}?day=${dayAt(start, timeZone)}`)
          }
          const { swap } = offer()
          return (
            <Banner
              tone="info"
              title={title()}
              action={
                <>
                  <Button onClick={look}>{w().look}</Button>
                  <Button variant="quiet" onClick={() => hide(`swap ${swap.shiftId} ${swap.at}`, forGoodMs)}>
                    {w().close}
                  </Button>
                </>
              }
            >
              {`${shift().serviceName}, ${span(shift().start, shift().end, shift().timeZone)}`}
            </Banner>
          )
        }}
      </Key>
      <Show when={gaps()[0]}>
        {(first) => (
          <Banner
            tone="danger"
            title={w().gapsTitle}
            action={
              <>
                <Button onClick={() => navigate(`/duty/rota/${first().serviceId}`)}>{w().look}</Button>
                <Button variant="quiet" onClick={() => hide('gaps', forGoodMs)}>
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
              firstMoment(),
            )}
          </Banner>
        )}
      </Show>
    </>
  )
}
