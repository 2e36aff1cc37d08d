import { A, useNavigate } from '@solidjs/router'
import BookUser from 'lucide-solid/icons/book-user'
import BriefcaseMedical from 'lucide-solid/icons/briefcase-medical'
import Hospital from 'lucide-solid/icons/hospital'
import Keyboard from 'lucide-solid/icons/keyboard'
import LogOut from 'lucide-solid/icons/log-out'
import MessageSquare from 'lucide-solid/icons/message-square'
import Settings from 'lucide-solid/icons/settings'
import Stethoscope from 'lucide-solid/icons/stethoscope'
import Video from 'lucide-solid/icons/video'
import { createSignal, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { AvailabilityMenu } from '../availability/index.ts'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { useSession } from '../matrix/session-context.tsx'
import { CornerCount, type Icon, IconButton, VisuallyHidden } from '../ui/index.ts'
import type { Counts } from './counts.ts'
import styles from './Layout.module.css'
import { addresses, type Section } from './paths.ts'
import { SignOutDialog } from './SignOutDialog.tsx'
import { useIsThere } from './use-is-there.ts'

/** Rail at the side, bar at the bottom of a phone. */
export const Navigation = (props: { counts: Counts; section: Section | null; onHelp(): void }) => {
  const w = useWords(appWords)
  const isThere = useIsThere()
  const session = useSession()
  const navigate = useNavigate()
  const waiting = () => props.counts.administration()
  const waitingText = () => [
    ...(waiting().clinics > 0 ? [w().clinicsAsk(waiting().clinics)] : []),
    ...(waiting().reports > 0 ? [w().messagesReported(waiting().reports)] : []),
  ]
  const [isLeaving, setLeaving] = createSignal(false)

  return (
    <nav class={styles['rail']} aria-label={w().navigation}>
      <div class={styles['ways']}>
        <Show when={isThere('messages')}>
          <Way
            href={addresses.messages}
            icon={MessageSquare}
            name={w().messages}
            isCurrent={props.section === 'messages' || props.section === 'search'}
            count={props.counts.unread()}
            countText={w().unread(props.counts.unread())}
          />
        </Show>
        <Show when={isThere('consults')}>
          <Way
            href={addresses.consults}
            icon={Stethoscope}
            name={w().consults}
            isCurrent={props.section === 'consults'}
            count={props.counts.needMe()}
            countText={w().needMe(props.counts.needMe())}
            isUrgent
          />
        </Show>
        <Show when={isThere('calls')}>
          <Way href={addresses.calls} icon={Video} name={w().calls} isCurrent={props.section === 'calls'} />
        </Show>
        <Show when={isThere('directory')}>
          <Way
            href={addresses.directory}
            icon={BookUser}
            name={w().directory}
            isCurrent={props.section === 'directory'}
          />
        </Show>
        <Way href={addresses.duty} icon={BriefcaseMedical} name={w().duty} isCurrent={props.section === 'duty'} />
        <Show when={isThere('admin')}>
          <Way
            href={addresses.admin}
            icon={Hospital}
            name={w().admin}
            isCurrent={props.section === 'admin'}
            count={waiting().clinics + waiting().reports}
            countText={waitingText().join(', ')}
          />
        </Show>
        <Way href={addresses.settings} icon={Settings} name={w().settings} isCurrent={props.section === 'settings'} />
      </div>
      <div class={styles['self']}>
        <IconButton label={w().keyboard} icon={Keyboard} onClick={() => props.onHelp()} />
        <IconButton label={w().signOut} icon={LogOut} onClick={() => setLeaving(true)} />
        <AvailabilityMenu name={session.displayName()} onPlan={() => navigate('/settings/reach')} />
      </div>
      <SignOutDialog open={isLeaving()} onOpenChange={setLeaving} />
    </nav>
  )
}

type WayProps = {
  href: string
  icon: Icon
  name: string
  isCurrent: boolean
  count?: number
  countText?: string
  isUrgent?: boolean
}

const Way = (props: WayProps) => (
  <A class={styles['way']} href={props.href} aria-current={props.isCurrent ? 'page' : undefined}>
    <span class={styles['sign']}>
      <Dynamic component={props.icon} size={22} aria-hidden="true" />
      <Show when={props.count}>{(count) => <CornerCount count={count()} isUrgent={props.isUrgent} />}</Show>
    </span>
    <span class={styles['name']}>{props.name}</span>
    <Show when={props.count}>
      <VisuallyHidden>{`, ${props.countText}`}</VisuallyHidden>
    </Show>
  </A>
)
