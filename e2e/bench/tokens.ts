import { performance } from 'node:perf_hooks'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { roomOf } from '../services/matrix-api.ts'
import { openIdTokenOf, somebodyAt } from '../services/somebody.ts'
import { type Figure, figure } from './figures.ts'

const atOnce = 8

/** How often a question is answered in each second, and how long each one took. */
const askOften = async (ask: () => Promise<unknown>, seconds: number) => {
  await Promise.all(Array.from({ length: atOnce }, ask))
  const given = Array.from({ length: seconds }, () => 0)
  const took: number[] = []
  const startedAt = performance.now()
  const second = () => Math.floor((performance.now() - startedAt) / 1000)
  const askOn = async () => {
    while (second() < seconds) {
      const askedAt = performance.now()
      await ask()
      took.push(performance.now() - askedAt)
      const now = second()
      if (now < seconds) given[now] = (given[now] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, askOn))
  return { given, took }
}

/**
 * Call tokens that a clinic's service gives to a member of a room: as every MatrixRTC client asks, whose OpenID token is
 * checked each time, and by the session that our own client has.
 */
export const measureTokens = async ({ nord, sued }: TestClinics, topic: string, seconds: number): Promise<Figure[]> => {
  const [anna, bert] = await Promise.all([somebodyAt(nord), somebodyAt(sued)])
  const room = await roomOf(anna, bert)
  const openid_token = await openIdTokenOf(anna)
  const body = { room, device_id: anna.deviceId }
  const byAnybody = await askOften(
    () => askJson(nord.reachableUrl, 'POST', '/api/calls/sfu/get', { body: { ...body, openid_token } }),
    seconds,
  )
  const bySession = await askOften(() => askService(nord, anna, 'POST', '/api/calls/token', body), seconds)
  return [
    figure(`${topic}.tokens_per_s`, '1/s', byAnybody.given),
    figure(`${topic}.token`, 'ms', byAnybody.took),
    figure(`${topic}.session_tokens_per_s`, '1/s', bySession.given),
    figure(`${topic}.session_token`, 'ms', bySession.took),
  ]
}
