import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import { Show } from 'solid-js'
import type { PasswordOutput } from '#shared/admin/api.ts'
import { localpartOf } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { Banner, Button, createCopy } from '../ui/index.ts'
import styles from './AdminView.module.css'

/** The one time that a password is seen. */
export const OncePassword = (props: { given: PasswordOutput; onClose(): void }) => {
  const w = useWords(accountWords)
  const { outcome, copy } = createCopy()

  return (
    <div class={styles['dialog']}>
      <dl class={styles['once']}>
        <dt>{w().userNameIs}</dt>
        <dd>{localpartOf(props.given.userId)}</dd>
        <dt>{w().passwordIs}</dt>
        <dd data-testid="once-password">{props.given.password}</dd>
      </dl>
      <Banner tone="warning" title={w().passwordText}>
        {w().nextText}
      </Banner>
      <p role="status" class={styles['muted']}>
        <Show when={outcome() === 'refused'}>{w().copyFailed}</Show>
      </p>
      <div class={styles['dialogActions']}>
        <Button
          variant="secondary"
          icon={outcome() === 'done' ? Check : Copy}
          onClick={() => void copy(props.given.password)}
        >
          {outcome() === 'done' ? w().copied : w().copy}
        </Button>
        <Button variant="primary" onClick={props.onClose}>
          {w().close}
        </Button>
      </div>
    </div>
  )
}
