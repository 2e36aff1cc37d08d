import * as v from 'valibot'

const text = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)))
const whole = (least: number, most: number) =>
  v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number), v.minValue(least), v.maxValue(most)))

const mostAtOnce = 200

/** What every type is searched with; parameters that we do not know are left alone, as FHIR asks by default. */
const common = {
  _id: text,
  active: v.optional(v.picklist(['true', 'false'])),
  _count: whole(0, mostAtOnce),
  _offset: whole(0, 100_000),
  _include: v.optional(v.union([v.string(), v.pipe(v.array(v.string()), v.maxLength(10))])),
}

export const practitionerRoleQuery = v.object({
  ...common,
  'practitioner.name': text,
  specialty: text,
  service: text,
  organization: text,
  identifier: text,
})
export const healthcareServiceQuery = v.object({ ...common, name: text, specialty: text, organization: text })
export const organizationQuery = v.object({ ...common, name: text, identifier: text })

export type SearchQuery = Partial<
  v.InferOutput<typeof practitionerRoleQuery> &
    v.InferOutput<typeof healthcareServiceQuery> &
    v.InferOutput<typeof organizationQuery>
>

export const includesOf = ({ _include: given }: SearchQuery): string[] => (given === undefined ? [] : [given].flat())
