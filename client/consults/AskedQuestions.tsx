import { createEffect, createSignal, on, Show } from 'solid-js'
import { type AnswerFault, stillFitting } from '#shared/templates/answers.ts'
import type { Answers } from '#shared/templates/question.ts'
import { type Questionnaire, templateOf } from '#shared/templates/questionnaire.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { QuestionFields } from '../templates/index.ts'
import { Banner, Button, VisuallyHidden } from '../ui/index.ts'
import styles from './consults.module.css'
import type { RequestDraft } from './drafts.ts'

type Props = {
  draft: Pick<RequestDraft, 'service' | 'questionnaire' | 'answers'>
  /** What the department asks now, and of the answers those that it can still take. */
  onQuestions(asked: { questionnaire: Questionnaire | null; answers: Answers }): void
  onAnswer(linkId: string, typed: string): void
  faults: Record<string, AnswerFault>
}

const isOf = (questionnaire: Questionnaire | null, service: { id: string; serverName: string }): boolean =>
  questionnaire?.url === `https://${service.serverName}/fhir/Questionnaire/${service.id}`

/** What the department that is asked wants to know besides. Without an answer of its clinic one can ask all the same. */
export const AskedQuestions = (props: Props) => {
  const w = useWords(templateWords)
  const api = useClinicApi()
  const [state, setState] = createSignal<'loading' | 'known' | 'failed'>('known')
  const [hasChanged, setChanged] = createSignal(false)

  const take = (questionnaire: Questionnaire | null) => {
    const { questionnaire: before, answers } = props.draft
    if (before?.url === questionnaire?.url && before?.version === questionnaire?.version) return
    setChanged(before !== null && before.url === questionnaire?.url && Object.values(answers).some(Boolean))
    const fitting = questionnaire ? stillFitting(templateOf(questionnaire).questions, answers) : {}
    props.onQuestions({ questionnaire, answers: fitting })
  }

  const load = async (id: string, serverName: string) => {
    const isStillAsked = () => props.draft.service?.id === id && props.draft.service.serverName === serverName
    setState('loading')
    try {
      const query = { serviceId: id, serverName }
      const { questionnaire } = await unwrap(api.own.api.templates.questionnaires.$get({ query }))
      if (!isStillAsked()) return
      take(questionnaire)
      setState('known')
    } catch {
      if (isStillAsked()) setState('failed')
    }
  }

  createEffect(
    on(
      () => props.draft.service && `${props.draft.service.id} ${props.draft.service.serverName}`,
      () => {
        const { service, questionnaire } = props.draft
        setChanged(false)
        if (!isOf(questionnaire, service ?? { id: '', serverName: '' })) take(null)
        if (service) void load(service.id, service.serverName)
      },
    ),
  )

  return (
    <>
      <Show when={state() === 'failed' && !props.draft.questionnaire ? props.draft.service : null}>
        {(service) => (
          <Banner
            tone="warning"
            title={w().notLoaded}
            action={
              <Button variant="secondary" onClick={() => void load(service().id, service().serverName)}>
                {w().retry}
              </Button>
            }
          >
            {w().notLoadedText}
          </Banner>
        )}
      </Show>
      <Show when={state() === 'loading' && !props.draft.questionnaire}>
        {/* Most departments ask nothing: without room for it, nothing below moves away and back. */}
        <VisuallyHidden>
          <span role="status">{w().loading}</span>
        </VisuallyHidden>
      </Show>
      <Show when={props.draft.questionnaire}>
        {(questionnaire) => (
          <fieldset class={styles['fields']}>
            <legend>{w().asks(props.draft.service?.name ?? '')}</legend>
            <Show when={hasChanged()}>
              <div role="status">
                <Banner tone="info" title={w().changed}>
                  {w().changedText}
                </Banner>
              </div>
            </Show>
            <QuestionFields
              questionnaire={questionnaire()}
              answers={props.draft.answers}
              onAnswer={props.onAnswer}
              faults={props.faults}
            />
          </fieldset>
        )}
      </Show>
    </>
  )
}
