import { createMemo } from 'solid-js'
import { parseRoster } from '#shared/duty/roster-content.ts'
import { serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { TimelineItem } from '../matrix/types.ts'
import { type RosterNews, rosterNews } from './roster-news.ts'

/** Says in the timeline who has come on duty and gone, in one line; nothing when the writer is not the service. */
export const RosterNotice = (props: { item: TimelineItem }) => {
  const w = useWords(dutyWords)
  const session = useSession()
  const names = (ids: readonly UserId[]) => ids.map((id) => session.nameOf(id)).join(', ')
  const news = createMemo((): RosterNews[] => {
    const { body, sender } = props.item
    const now = body.kind === 'roster' ? parseRoster(body.now) : null
    if (body.kind !== 'roster' || !now || sender !== serviceAccountOf(now.service.serverName)) return []
    return rosterNews(body.before && parseRoster(body.before), now)
  })
  const sentence = (one: RosterNews): string => {
    switch (one.kind) {
      case 'begun':
        return w().noticeBegun(names(one.onDuty))
      case 'come':
        return w().noticeCome(names(one.people))
      case 'gone':
        return w().noticeGone(names(one.people))
      case 'empty':
        return w().noticeEmpty
      case 'handed':
        return w().noticeHanded(session.nameOf(one.handover.from), session.nameOf(one.handover.to))
      case 'closed':
        return w().noticeClosed
      case 'opened':
        return w().noticeOpened
      default:
        return one satisfies never
    }
  }
  return <>{news().map(sentence).join(' ')}</>
}
