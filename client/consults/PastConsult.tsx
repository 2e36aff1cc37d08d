import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { Banner } from '../ui/index.ts'
import { ConsultSummary } from './ConsultSummary.tsx'
import styles from './consults.module.css'
import { TaskHistory } from './TaskHistory.tsx'
import type { Listed } from './worklist.ts'

/** A consult whose room is not on this device: what our service knows of it, and why nothing else is shown. */
export const PastConsult = (props: { consult: Listed; isComing: boolean }) => {
  const w = useWords(consultWords)
  return (
    <article class={styles['consult']}>
      <header class={styles['header']}>
        <ConsultSummary task={props.consult.task} />
      </header>
      <div class={styles['case']}>
        <Banner tone="info" title={props.isComing ? w().comingTitle : w().leftTitle}>
          {props.isComing ? w().comingText : w().leftText}
        </Banner>
        <section class={styles['card']} aria-label={w().history}>
          <h2 class={styles['heading']}>{w().history}</h2>
          <TaskHistory task={props.consult.task} />
        </section>
      </div>
    </article>
  )
}
