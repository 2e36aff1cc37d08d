import { A, useParams } from '@solidjs/router'
import LogOut from 'lucide-solid/icons/log-out'
import { createEffect, For, Match, Switch } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { notificationWords } from '../i18n/words/notifications.ts'
import { settingsWords } from '../i18n/words/settings.ts'
import { Button, PageHeader } from '../ui/index.ts'
import { Account } from './Account.tsx'
import { Appearance } from './Appearance.tsx'
import { Devices } from './Devices.tsx'
import { Notifications } from './Notifications.tsx'
import { Reach } from './Reach.tsx'
import { ScreenLock } from './ScreenLock.tsx'
import styles from './settings.module.css'

const pages = ['account', 'reach', 'notifications', 'devices', 'lock', 'appearance'] as const

export const SettingsView = (props: { onSignOut(): void }) => {
  const w = useWords(settingsWords)
  const lockWords = useWords(appLockWords)
  const notifyWords = useWords(notificationWords)
  const params = useParams<{ page?: string }>()
  const nameOf = (name: (typeof pages)[number]) => {
    if (name === 'lock') return lockWords().page
    return name === 'notifications' ? notifyWords().page : w()[name]
  }
  const page = () => pages.find((name) => name === params.page) ?? 'account'

  return (
    <section class={styles['view']}>
      <PageHeader
        title={w().title}
        actions={
          <Button variant="secondary" icon={LogOut} onClick={() => props.onSignOut()}>
            {w().signOut}
          </Button>
        }
      />
      <nav class={styles['pages']} aria-label={w().title}>
        <For each={pages}>
          {(name) => (
            <A
              // The narrow shows only some of them.
              ref={(link) =>
                createEffect(() => page() === name && link.scrollIntoView({ block: 'nearest', inline: 'nearest' }))
              }
              class={styles['page']}
              activeClass=""
              inactiveClass=""
              href={`/settings/${name}`}
              aria-current={page() === name ? 'page' : undefined}
            >
              {nameOf(name)}
            </A>
          )}
        </For>
      </nav>
      <Switch>
        <Match when={page() === 'account'}>
          <Account />
        </Match>
        <Match when={page() === 'reach'}>
          <Reach />
        </Match>
        <Match when={page() === 'notifications'}>
          <Notifications />
        </Match>
        <Match when={page() === 'devices'}>
          <Devices />
        </Match>
        <Match when={page() === 'lock'}>
          <ScreenLock />
        </Match>
        <Match when={page() === 'appearance'}>
          <Appearance />
        </Match>
      </Switch>
    </section>
  )
}
