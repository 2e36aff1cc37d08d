import { useNavigate } from '@solidjs/router'
import ClipboardPlus from 'lucide-solid/icons/clipboard-plus'
import Stethoscope from 'lucide-solid/icons/stethoscope'
import { Show } from 'solid-js'
import type { HealthcareService } from '#shared/directory/api.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { WriteToDuty } from '../duty/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { directoryWords } from '../i18n/words/directory.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useMayBegin } from '../partners/index.ts'
import { Button, StatusBadge } from '../ui/index.ts'
import { ClinicName } from './ClinicName.tsx'
import styles from './directory.module.css'

/** A department with its duty: who has it now, and the ways to reach it. */
export const ServiceEntry = (props: { service: HealthcareService }) => {
  const w = useWords(directoryWords)
  const specialtyName = useWords(specialtyWords)
  const duty = useWords(dutyWords)
  const api = useClinicApi()
  const mayAsk = useMayBegin('consults')
  const mayWrite = useMayBegin('messaging')
  const format = useFormat()
  const navigate = useNavigate()
  const onDuty = () => props.service.onDuty.map(({ name }) => name).join(', ') || duty().unattended
  const ask = () => {
    const { id, serverName } = props.service
    navigate(`/consults/new?${new URLSearchParams({ service: id, server: serverName })}`)
  }
  return (
    <li class={styles['entry']}>
      <span class={styles['sign']}>
        <Stethoscope size={20} aria-hidden="true" />
      </span>
      <div class={styles['main']}>
        <h3 class={styles['name']}>{props.service.name}</h3>
        <p class={styles['facts']}>
          <span>{duty().role(props.service.name)}:</span>
          <span>{onDuty()}</span>
          <Show when={props.service.usualAnswerMs}>
            {(ms) => <span class={styles['muted']}>{duty().usual(format.duration(ms()))}</span>}
          </Show>
          <Show when={props.service.usualConsultMs}>
            {(ms) => <span class={styles['muted']}>{w().usualConsult(format.duration(ms()))}</span>}
          </Show>
          <Show when={props.service.phone}>
            {(number) => <span class={styles['muted']}>{duty().phone(number())}</span>}
          </Show>
        </p>
        <p class={styles['facts']}>
          <ClinicName server={props.service.serverName} />
          <span>{specialtyName()[props.service.specialty]}</span>
          <StatusBadge tone={props.service.onCallCount > 0 ? 'success' : 'neutral'}>
            {props.service.onCallCount > 0 ? w().onCallCount(props.service.onCallCount) : w().nobodyOnCall}
          </StatusBadge>
        </p>
      </div>
      <div class={styles['ways']}>
        <Show when={api.has('messaging') && props.service.takesMessages && mayWrite(props.service.serverName)}>
          <WriteToDuty service={props.service} />
        </Show>
        <Show when={api.has('consults') && props.service.takesConsults && mayAsk(props.service.serverName)}>
          <Button icon={ClipboardPlus} disabled={props.service.onCallCount === 0} onClick={ask}>
            {w().ask}
          </Button>
        </Show>
      </div>
    </li>
  )
}
