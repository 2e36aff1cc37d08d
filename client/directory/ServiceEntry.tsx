import { useNavigate } from '@solidjs/router'
import ClipboardPlus from 'lucide-solid/icons/clipboard-plus'
import Stethoscope from 'lucide-solid/icons/stethoscope'
import type { HealthcareService } from '#shared/directory/api.ts'
import { useWords } from '../i18n/index.ts'
import { directoryWords } from '../i18n/words/directory.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { Button, StatusBadge } from '../ui/index.ts'
import { ClinicName } from './ClinicName.tsx'
import styles from './directory.module.css'

/** A department that can be asked, with how many are on call there now. */
export const ServiceEntry = (props: { service: HealthcareService }) => {
  const w = useWords(directoryWords)
  const specialtyName = useWords(specialtyWords)
  const navigate = useNavigate()
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
          <ClinicName server={props.service.serverName} />
          <span>{specialtyName()[props.service.specialty]}</span>
          <StatusBadge tone={props.service.onCallCount > 0 ? 'success' : 'neutral'}>
            {props.service.onCallCount > 0 ? w().onCallCount(props.service.onCallCount) : w().nobodyOnCall}
          </StatusBadge>
        </p>
      </div>
      <Button icon={ClipboardPlus} disabled={props.service.onCallCount === 0} onClick={ask}>
        {w().ask}
      </Button>
    </li>
  )
}
