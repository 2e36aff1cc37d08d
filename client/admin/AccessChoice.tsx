import { useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { ChoiceGroup } from '../ui/index.ts'
import { type AccessKind, accessKinds } from './access.ts'

/** How somebody is to come in. */
export const AccessChoice = (props: { value: AccessKind; onChange(kind: AccessKind): void }) => {
  const w = useWords(accountWords)
  return (
    <ChoiceGroup
      legend={w().access}
      choices={accessKinds.map((value) => ({ value, ...w().accessKinds[value] }))}
      value={props.value}
      onChange={props.onChange}
    />
  )
}
