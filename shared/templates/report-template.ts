import * as v from 'valibot'
import { mostSectionChars } from '../consults/report.ts'

export const mostReportTemplates = 20

const section = v.pipe(v.string(), v.trim(), v.maxLength(mostSectionChars / 4))

/** Text that a department's reports begin with, by section. In its own language: it is what its people sign. */
export const reportTemplate = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  findings: section,
  assessment: section,
  recommendation: section,
})
export type ReportTemplate = v.InferOutput<typeof reportTemplate>

export const reportTemplates = v.pipe(
  v.array(reportTemplate),
  v.maxLength(mostReportTemplates),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, 'a template twice'),
)

export type Sections = Pick<ReportTemplate, 'findings' | 'assessment' | 'recommendation'>
const sections = ['findings', 'assessment', 'recommendation'] as const

/** A draft with the text of a template where nothing is written yet: what somebody wrote is never replaced. */
export const withTemplate = (draft: Sections, template: Sections): Sections => {
  const filled = { ...draft }
  for (const name of sections) if (!draft[name].trim()) filled[name] = template[name]
  return filled
}
