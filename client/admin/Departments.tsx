import { Key } from '@solid-primitives/keyed'
import { useNavigate } from '@solidjs/router'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Hospital from 'lucide-solid/icons/hospital'
import Plus from 'lucide-solid/icons/plus'
import { createResource, createSignal, For, Show, Suspense } from 'solid-js'
import type { Figures } from '#shared/consults/figures.ts'
import type { HealthcareService } from '#shared/directory/api.ts'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { departmentWords } from '../i18n/words/departments.ts'
import { roleWords } from '../i18n/words/roles.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { QuestionnaireDialog, ReportTemplatesDialog } from '../templates/index.ts'
import { answerOf, Button, createNarrow, EmptyState, Menu, Skeleton, StatusBadge } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { DepartmentDialog } from './DepartmentDialog.tsx'
import { Failure } from './Failure.tsx'
import { MembersDialog } from './MembersDialog.tsx'

const days = 30

/** The departments that can be asked, and how soon they accept and answer. */
export const Departments = () => {
  const w = useWords(departmentWords)
  const api = useClinicApi()
  const [known, { refetch }] = createResource(async () => {
    const [{ services }, figures, { gaps }] = await Promise.all([
      unwrap(api.own.api.directory.services.$get()),
      unwrap(api.own.api.consults.figures.$get({ query: { days: String(days) } })),
      unwrap(api.own.api.rota.me.$get()),
    ])
    return {
      services,
      figures: new Map(figures.services.map((one) => [one.id, one.figures])),
      gaps: new Map(gaps.map(({ serviceId, count }) => [serviceId, count])),
    }
  })
  const [edited, setEdited] = createSignal<HealthcareService | 'new' | null>(null)
  const [questioned, setQuestioned] = createSignal<HealthcareService | null>(null)
  const [reported, setReported] = createSignal<HealthcareService | null>(null)
  const [staffed, setStaffed] = createSignal<HealthcareService | null>(null)
  const services = () => answerOf(known)?.services ?? []
  /** Whoever is no admin sees those that they lead. */
  const shown = () => services().filter(({ id }) => api.isClinicAdmin() || api.roles().leads.includes(id))

  return (
    <>
      <div class={styles['tools']}>
        <p class={styles['count']}>{w().figures(days)}</p>
        <Show when={api.isClinicAdmin()}>
          <Button variant="primary" icon={Plus} onClick={() => setEdited('new')}>
            {w().add}
          </Button>
        </Show>
      </div>
      <Show when={known.error}>
        {(error) => <Failure error={apiErrorOf(error())} onRetry={() => void refetch()} />}
      </Show>
      <Show when={!known.error}>
        <Show when={answerOf(known)} fallback={<Skeleton height="12rem" width="100%" />}>
          {(all) => (
            <Show
              when={shown().length > 0}
              fallback={<EmptyState icon={Hospital} title={w().noneTitle} text={w().noneText} />}
            >
              <ul class={styles['list']}>
                {/* By id: after a change the button that was pressed has the focus again. */}
                <Key each={shown()} by="id">
                  {(service) => (
                    <DepartmentRow
                      service={service()}
                      figures={all().figures.get(service().id) ?? null}
                      gaps={all().gaps.get(service().id) ?? 0}
                      onEdit={() => setEdited(service())}
                      onQuestions={() => setQuestioned(service())}
                      onReports={() => setReported(service())}
                      onMembers={() => setStaffed(service())}
                    />
                  )}
                </Key>
              </ul>
            </Show>
          )}
        </Show>
      </Show>
      <Show when={questioned()} keyed>
        {(service) => (
          <Suspense>
            <QuestionnaireDialog service={service} onClose={() => setQuestioned(null)} />
          </Suspense>
        )}
      </Show>
      <Show when={staffed()} keyed>
        {(service) => <MembersDialog service={service} onClose={() => setStaffed(null)} />}
      </Show>
      <Show when={reported()} keyed>
        {(service) => (
          <Suspense>
            <ReportTemplatesDialog service={service} onClose={() => setReported(null)} />
          </Suspense>
        )}
      </Show>
      <Show when={edited()} keyed>
        {(one) => (
          <DepartmentDialog
            service={one === 'new' ? null : one}
            taken={services().map(({ id }) => id)}
            onClose={() => setEdited(null)}
            onSaved={() => void refetch()}
          />
        )}
      </Show>
    </>
  )
}

type RowProps = {
  service: HealthcareService
  figures: Figures | null
  /** In the rota, in the next days. */
  gaps: number
  onEdit(): void
  onQuestions(): void
  onReports(): void
  onMembers(): void
}

const DepartmentRow = (props: RowProps) => {
  const w = useWords(departmentWords)
  const template = useWords(templateWords)
  const rota = useWords(rotaWords)
  const navigate = useNavigate()
  const role = useWords(roleWords)
  const specialtyName = useWords(specialtyWords)
  const format = useFormat()
  // One below the other, the buttons are higher than what they are for.
  const isNarrow = createNarrow('45rem')
  const lines = (figures: Figures): string[] => [
    w().asked(figures.asked),
    ...(figures.acceptMs === null ? [] : [w().toAccept(format.duration(figures.acceptMs))]),
    ...(figures.answerMs === null ? [] : [w().toAnswer(format.duration(figures.answerMs))]),
    ...(figures.answered > 0 ? [w().answered(figures.answered)] : []),
    ...(figures.declined > 0 ? [w().declined(figures.declined)] : []),
    ...(figures.failed > 0 ? [w().failed(figures.failed)] : []),
    ...(figures.escalations > 0 ? [w().escalations(figures.escalations)] : []),
  ]
  const actions = () => [
    { label: rota().title, onSelect: () => navigate(`/duty/rota/${props.service.id}`) },
    { label: role().members, onSelect: props.onMembers },
    { label: template().questions, onSelect: props.onQuestions },
    { label: template().reports, onSelect: props.onReports },
    { label: w().edit, onSelect: props.onEdit },
  ]
  return (
    <li class={styles['entry']}>
      <div class={styles['main']}>
        <h2 class={styles['name']}>{props.service.name}</h2>
        <div class={styles['facts']}>
          <span>{specialtyName()[props.service.specialty]}</span>
          <Show when={props.service.phone}>{(phone) => <span>{phone()}</span>}</Show>
          <Show when={props.gaps > 0}>
            <StatusBadge tone="danger">{rota().gapsAhead(props.gaps)}</StatusBadge>
          </Show>
        </div>
        <Show when={props.figures}>
          {(figures) => (
            <div class={styles['facts']}>
              <For each={lines(figures())}>{(line) => <span>{line}</span>}</For>
            </div>
          )}
        </Show>
      </div>
      <Show
        when={isNarrow()}
        fallback={
          <div class={styles['actions']}>
            <For each={actions()}>
              {({ label, onSelect }) => (
                <Button variant="secondary" onClick={onSelect}>
                  {label}
                </Button>
              )}
            </For>
          </div>
        }
      >
        <Menu label={w().actions(props.service.name)} icon={Ellipsis} items={actions()} />
      </Show>
    </li>
  )
}
