import Shield from 'lucide-solid/icons/shield'
import ShieldAlert from 'lucide-solid/icons/shield-alert'
import ShieldCheck from 'lucide-solid/icons/shield-check'
import UserRound from 'lucide-solid/icons/user-round'
import { createSignal, For, Show } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Button, Dialog } from '../ui/index.ts'
import styles from './CallTrust.module.css'
import { trustOfAll } from './call-trust.ts'
import type { Call } from './join-call.ts'
import { useNames } from './use-names.ts'

const signs = { verified: ShieldCheck, signed: Shield, guest: UserRound, unsigned: ShieldAlert } as const

/** Whether everyone is verified; and of each person, how far one can trust who it is and how the connection is. */
export const CallTrust = (props: { call: Call }) => {
  const w = useWords(callWords)
  const guests = useWords(guestWords)
  const session = useSession()
  const nameOf = useNames(props.call.roomId)
  const clinicName = useClinicName()
  const [isOpen, setOpen] = createSignal(false)

  const others = () => props.call.tiles.filter(({ source, member }) => source === 'camera' && !member.isThisDevice)
  const trustOf = (identity: string) => props.call.trust().get(identity)
  const hasGuest = () => others().some(({ member }) => isGuest(member.userId))
  const all = (): keyof typeof signs | null => {
    const trust = trustOfAll(others().map(({ identity }) => trustOf(identity)))
    return trust && trust !== 'unsigned' && hasGuest() ? 'guest' : trust
  }
  const said = (trust: keyof typeof signs) => (trust === 'guest' ? guests().trustSign : w().trustSign[trust])
  const personSaid = (person: UserId, identity: string) => {
    const trust = trustOf(identity) ?? 'unsigned'
    if (isGuest(session.userId)) {
      if (trust === 'unsigned') return guests().hostUnproven
      return isGuest(person) ? guests().personTrust : guests().hostTrust
    }
    if (!isGuest(person)) return w().personTrust[trust]
    return trust === 'unsigned' ? guests().personUnproven : guests().personTrust
  }

  return (
    <Show when={all()}>
      {(trust) => (
        <>
          <Button variant="quiet" icon={signs[trust()]} onClick={() => setOpen(true)}>
            {said(trust())}
          </Button>
          <Dialog open={isOpen()} onOpenChange={setOpen} title={w().trustTitle} description={w().trustText}>
            <ul class={styles['people']}>
              <For each={others()}>
                {({ identity, member, connection }) => (
                  <li>
                    <p class={styles['name']}>
                      {nameOf(member.userId)} ·{' '}
                      {isGuest(member.userId) ? guests().unchecked : clinicName(member.serverName)}
                    </p>
                    <p>{personSaid(member.userId, identity)}</p>
                    <Show when={trustOf(identity) !== 'unsigned'}>
                      <p>{w().connection[connection]}</p>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Dialog>
        </>
      )}
    </Show>
  )
}
