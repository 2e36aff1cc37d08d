import * as v from 'valibot'

/** A clinic's own FHIR server, to which browsers hand consults over; null when there is none. */
export const recordSettings = v.optional(
  v.nullable(
    v.object({
      /** Base address for browsers, without a slash at its end. */
      url: v.pipe(v.string(), v.regex(/^https?:\/\/[^/?#]+(?:\/[^/?#]+)*$/, 'an address without a slash at its end')),
      withCredentials: v.optional(v.boolean(), true),
      signInUrl: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^https?:\/\//))), null),
    }),
  ),
  null,
)
export type RecordSettings = v.InferInput<typeof recordSettings>
