import { createResource, Show } from 'solid-js'
import type { ReportTemplate } from '#shared/templates/report-template.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { answerOf, Select } from '../ui/index.ts'

/** The templates of the own department, where it has some; without them one writes as ever. */
export const TakeTemplate = (props: { serviceId: string; onTake(template: ReportTemplate): void }) => {
  const w = useWords(templateWords)
  const api = useClinicApi()
  const [templates] = createResource(
    () => props.serviceId,
    (serviceId) =>
      unwrap(api.own.api.templates.reports[':serviceId'].$get({ param: { serviceId } })).then(
        (found) => found.templates,
        (): ReportTemplate[] => [],
      ),
  )
  const take = (id: string) => {
    const chosen = answerOf(templates)?.find((one) => one.id === id)
    if (chosen) props.onTake(chosen)
  }
  return (
    <Show when={(answerOf(templates)?.length ?? 0) > 0}>
      <Select
        label={w().takeTemplate}
        description={w().takeTemplateHint}
        value=""
        placeholder={w().choose}
        onChange={take}
        options={(answerOf(templates) ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Show>
  )
}
