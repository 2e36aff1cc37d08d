import { useWords } from '../../i18n/index.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { groupWords } from '../../i18n/words/groups.ts'
import type { RefusedInvitation } from '../../matrix/types.ts'
import { toast } from '../../ui/index.ts'
import type { Chosen } from './PeopleChoice.tsx'

/** Says who could not be invited, with one sentence for each reason. */
export const useSayRefused = () => {
  const w = useWords(groupWords)
  const errors = useWords(errorWords)
  return (refused: readonly RefusedInvitation[], people: readonly Chosen[]) => {
    for (const [code, those] of Map.groupBy(refused, (one) => one.code)) {
      const names = those.map(({ userId }) => people.find((one) => one.userId === userId)?.name ?? userId)
      const { title, action } = errors()[code]
      toast({ tone: 'warning', title: w().notInvitedTitle(names), text: `${title}. ${action}` })
    }
  }
}
