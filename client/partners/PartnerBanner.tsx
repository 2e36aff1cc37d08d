import { createMemo, For } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner } from '../ui/index.ts'
import { createPartnersStore } from './partners-store.ts'

/** Says before one writes that what is written will wait or is not agreed, and with whom. */
export const PartnerBanner = (props: { servers: ServerName[]; isOfService: boolean }) => {
  const w = useWords(partnerWords)
  const format = useFormat()
  const session = useSession()
  const others = createMemo(() => props.servers.filter((server) => server !== session.serverName))
  const store = createPartnersStore(() => others().length > 0)

  const concerned = createMemo(() => {
    const list = store.list()
    // Before the first answer nothing is known, and nothing is claimed.
    if (!list) return []
    return others().flatMap((server) => {
      const partner = list.partners.find(({ serverName }) => serverName === server)
      const name = partner?.name ?? server
      if (partner?.status === 'active') {
        if (partner.isShutByThem)
          return [{ server, title: w().paused(name), text: `${w().theyPaused(name)} ${w().pausedText}` }]
        const isClosed = !props.isOfService && !partner.services.includes('messaging')
        return isClosed ? [{ server, title: w().noMessages(name), text: w().noMessagesText }] : []
      }
      if (partner?.status === 'ended' && !partner.isDeclined)
        return [{ server, title: w().over(name), text: w().overText(format.date(partner.since)) }]
      if (partner?.status !== 'suspended') return [{ server, title: w().notAPartner(name), text: w().notAPartnerText }]
      const by = {
        list: w().listPaused,
        time: w().timePaused,
        them: w().theyPaused(name),
        us: w().wePaused,
        both: w().wePaused,
      }
      const who = by[partner.suspendedBy ?? 'us']
      return [{ server, title: w().paused(name), text: `${who} ${w().pausedText}` }]
    })
  })

  return (
    <For each={concerned()}>
      {(entry) => (
        <Banner tone="warning" title={entry.title}>
          {entry.text}
        </Banner>
      )}
    </For>
  )
}
