import type * as v from 'valibot'

/** What a schema reads, without how it is made: TypeScript gives up on types nested as deeply as FHIR's. */
export const shallow = <S extends v.GenericSchema>(schema: S): v.GenericSchema<v.InferInput<S>, v.InferOutput<S>> =>
  schema
