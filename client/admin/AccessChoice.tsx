import { createResource, Show } from 'solid-js'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { answerOf, ChoiceGroup } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { type AccessKind, accessKinds } from './access.ts'

/** How somebody is to come in; nothing to choose where that is by the hospital's provider. */
export const AccessChoice = (props: { value: AccessKind; isAgain?: boolean; onChange(kind: AccessKind): void }) => {
  const w = useWords(accountWords)
  const api = useClinicApi()
  const [ways] = createResource(() => unwrap(api.own.api.session.ways.$get()))
  return (
    <Show when={answerOf(ways)?.hasPasswords !== false} fallback={<p class={styles['muted']}>{w().byProviderText}</p>}>
      <ChoiceGroup
        legend={props.isAgain ? w().accessAgain : w().access}
        choices={accessKinds.map((value) => ({ value, ...w().accessKinds[value] }))}
        value={props.value}
        onChange={props.onChange}
      />
    </Show>
  )
}
