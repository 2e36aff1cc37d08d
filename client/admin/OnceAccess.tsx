import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import encodeQR from 'qr'
import { Match, Show, Switch } from 'solid-js'
import { localpartOf } from '#shared/matrix/ids.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { Banner, Button, createCopy, QrPicture, TextField } from '../ui/index.ts'
import styles from './AdminView.module.css'
import type { GivenAccess } from './access.ts'

/** The margin in modules that ISO/IEC 18004 asks for. */
const quietZone = { border: 4 } as const

const linkOf = (given: GivenAccess) => ('link' in given ? given : null)
const passwordOf = (given: GivenAccess) => ('password' in given ? given : null)

/** The one time that a password or a link is seen; of who comes in by the provider, the name that must be theirs there. */
export const OnceAccess = (props: { given: GivenAccess; onClose(): void }) => {
  const w = useWords(accountWords)
  const format = useFormat()
  const { outcome, copy } = createCopy()
  const isByProvider = () => 'isByProvider' in props.given
  const secret = () => linkOf(props.given)?.link ?? passwordOf(props.given)?.password ?? ''
  const copyWord = () => (linkOf(props.given) ? w().copyLink : w().copy)

  return (
    <div class={styles['dialog']}>
      <Switch>
        <Match when={linkOf(props.given)}>
          {(given) => (
            <>
              <QrPicture modules={encodeQR(given().link, 'raw', quietZone)} label={w().linkPicture} />
              <TextField label={w().link} value={given().link} onInput={() => {}} readonly />
              <Banner tone="warning" title={w().linkTitle}>
                {w().linkText(format.dateTime(given().expiresAt))}
              </Banner>
            </>
          )}
        </Match>
        <Match when={passwordOf(props.given)}>
          {(given) => (
            <>
              <dl class={styles['once']}>
                <dt>{w().userNameIs}</dt>
                <dd>{localpartOf(given().userId)}</dd>
                <dt>{w().passwordIs}</dt>
                <dd data-testid="once-password">{given().password}</dd>
              </dl>
              <Banner tone="warning" title={w().passwordText}>
                {w().nextText}
              </Banner>
            </>
          )}
        </Match>
        <Match when={isByProvider()}>
          <dl class={styles['once']}>
            <dt>{w().userNameIs}</dt>
            <dd>{localpartOf(props.given.userId)}</dd>
          </dl>
          <Banner tone="info" title={w().byProvider}>
            {w().byProviderText}
          </Banner>
        </Match>
      </Switch>
      <p role="status" class={styles['muted']}>
        <Show when={outcome() === 'refused'}>{w().copyFailed}</Show>
      </p>
      <div class={styles['dialogActions']}>
        <Show when={!isByProvider()}>
          <Button variant="secondary" icon={outcome() === 'done' ? Check : Copy} onClick={() => void copy(secret())}>
            {outcome() === 'done' ? w().copied : copyWord()}
          </Button>
        </Show>
        <Button variant="primary" onClick={props.onClose}>
          {w().close}
        </Button>
      </div>
    </div>
  )
}
