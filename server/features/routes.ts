import { Hono } from 'hono'
import {
  changedFeatures,
  featureInput,
  featureParam,
  featureSettingsOutput,
  ownFeatures,
  ownFeaturesQuery,
} from '#shared/features/api.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { changeFeature } from './change-feature.ts'
import { describeUse } from './describe-use.ts'
import { featuresOfPerson } from './features-of-person.ts'
import { standingOf, whileKnown } from './follow-features.ts'
import { readFeatures } from './queries.ts'

/** Shorter than what proxies take for silence. */
const waitMs = 25_000

export const featureRoutes = new Hono<Env>()
  .get(
    '/',
    allow.ownPerson,
    described('What this clinic has switched on for me; with `known`, as soon as it is something else', ownFeatures),
    validate('query', ownFeaturesQuery),
    async (c) => {
      const { context, person } = c.var
      const { known, standing } = c.req.valid('query')
      const mine = () => ({
        features: featuresOfPerson(context.db, person.userId),
        standing: standingOf(context, person.userId),
      })
      const isKnown = () => {
        const now = mine()
        return known === now.features.join(',') && Number(standing) === now.standing
      }
      await whileKnown(context, isKnown, waitMs, c.req.raw.signal)
      return reply(c, ok(mine()))
    },
  )
  .get(
    '/settings',
    allow.clinicAdmin,
    described('What this clinic has switched on, for everybody and by department', featureSettingsOutput),
    async (c) => {
      const { context } = c.var
      return reply(c, ok({ settings: readFeatures(context.db), use: await describeUse(context) }))
    },
  )
  .put(
    '/settings/:feature',
    allow.clinicAdmin,
    described('Switch a part of the application on or off, for everybody or by department', changedFeatures),
    validate('param', featureParam),
    validate('json', featureInput),
    async (c) => {
      const { context, person } = c.var
      return reply(c, await changeFeature(context, person, c.req.valid('param').feature, c.req.valid('json')))
    },
  )
