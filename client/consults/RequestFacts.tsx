import { For, Show } from 'solid-js'
import { answersIn, type ConsultRequest } from '#shared/consults/request.ts'
import { answersOf } from '#shared/templates/answers.ts'
import { useLanguage, useWords } from '../i18n/index.ts'
import { consentWords, consultReasonWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useAnswerWords } from '../templates/index.ts'
import styles from './consults.module.css'
import { useNames } from './names.ts'
import { PatientLine } from './PatientLine.tsx'

/** What was asked, and about whom: as the asking person checks it and the asked one reads it. */
export const RequestFacts = (props: { request: ConsultRequest }) => {
  const w = useWords(consultWords)
  const reasonName = useWords(consultReasonWords)
  const consentText = useWords(consentWords)
  const names = useNames()
  const answerWords = useAnswerWords()
  const language = useLanguage()

  const facts = (): [label: string, text: string][] => {
    const { request } = props
    const { requester } = request
    const all: [string, string | undefined][] = [
      [w().question, request.question],
      [w().diagnosis, request.diagnosis],
      [w().medication, request.medication],
      ...answersIn(request).flatMap((answers) => answersOf(answers, language(), answerWords())),
      [w().reason, reasonName()[request.reason]],
      [w().source, request.source && w().messageOf(request.source.name, names.moment(request.source.at))],
      [w().insuranceNumber, request.patient.insuranceNumber],
      [w().wantedBy, request.wantedBy === undefined ? undefined : names.moment(request.wantedBy)],
      [w().contact, [requester.name, requester.clinic, requester.phone].filter(Boolean).join(', ')],
      [w().consent, consentText()[request.consent.kind]],
    ]
    return all.filter((fact): fact is [string, string] => Boolean(fact[1]))
  }

  return (
    <div class={styles['stack']}>
      <PatientLine patient={props.request.patient} />
      <dl class={styles['facts']}>
        <For each={facts()}>
          {([label, text]) => (
            <div>
              <dt>{label}</dt>
              <dd>
                <Show when={label === w().contact && props.request.requester.phone} fallback={text}>
                  {(phone) => (
                    <>
                      {props.request.requester.name}, {props.request.requester.clinic},{' '}
                      <a href={`tel:${phone().replaceAll(/[^+\d]/g, '')}`}>{phone()}</a>
                    </>
                  )}
                </Show>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </div>
  )
}
