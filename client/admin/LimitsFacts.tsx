import { Show } from 'solid-js'
import type { Partner } from '#shared/partners/api.ts'
import { type PartnerService, partnerServices, runsOutSoon } from '#shared/partners/limits.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import { Banner } from '../ui/index.ts'
import styles from './AdminView.module.css'

type Side = { services: readonly PartnerService[]; departments: readonly string[] | null; until: number | null }

/** What both clinics let each other do, what each has set, and that it runs out before it does. */
export const LimitsFacts = (props: { partner: Partner }) => {
  const w = useWords(partnerWords)
  const format = useFormat()
  const isOpen = () => props.partner.status === 'active' || props.partner.suspendedBy === 'time'
  const said = ({ services, departments, until }: Side): string => {
    const named = services.map((service) => w().services[service]).join(', ') || w().nothingAgreed
    return [
      services.length === partnerServices.length ? w().everything : named,
      ...(departments ? [w().onlyDepartments(departments.join(', '))] : []),
      ...(until === null ? [] : [w().endsAt(format.date(until - 1))]),
    ].join(' · ')
  }
  const isLimited = () => props.partner.services.length < partnerServices.length || props.partner.until !== null

  return (
    <Show when={props.partner.limits}>
      {(limits) => (
        <Show when={isLimited() || limits().ours.departments || limits().theirs.departments}>
          <Show when={isOpen() && runsOutSoon(props.partner.until, Date.now()) && props.partner.until}>
            {(until) => (
              <Banner
                tone="warning"
                title={props.partner.suspendedBy === 'time' ? w().timeOver : w().endsSoon(format.date(until() - 1))}
              >
                {w().endsSoonText}
              </Banner>
            )}
          </Show>
          <dl class={styles['limits']}>
            <dt>{w().inForce}</dt>
            <dd>{said({ ...props.partner, departments: null })}</dd>
            <dt>{w().ourLimits}</dt>
            <dd>{said({ ...limits().ours, departments: null })}</dd>
            <dt>{w().theirLimits}</dt>
            <dd>{said(limits().theirs)}</dd>
          </dl>
        </Show>
      )}
    </Show>
  )
}
