import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Task, taskContent } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { alert } from '../people/consults.ts'
import { newCardiologist } from '../people/doctors.ts'
import { goTo, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { askMatrix, createRoom } from '../services/matrix-api.ts'
import { somebodyAt } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('a consult that somebody made by themselves alerts nobody and is in no list', async () => {
  const forger = await somebodyAt(clinics.nord, { name: 'Dr. Falk Fälscher' })
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Unbeirrt')
  await story('forged consult', [emil], async () => {
    await signInFirst(emil)
    const task: Task = v.parse(taskContent, {
      version: 1,
      label: 'F00D',
      requestId: randomUUID(),
      status: 'requested',
      businessStatus: 'received',
      priority: 'stat',
      authoredOn: Date.now(),
      requester: forger.userId,
      service: {
        id: 'kardiologie',
        name: 'Kardiologie',
        specialty: 'cardiology',
        serverName: clinics.sued.serverName,
      },
      candidates: [{ userId: emil.userId, tier: 'first' }],
      tier: 'first',
      escalateAt: Date.now() + 300_000,
      owner: null,
      output: null,
      changes: [{ version: 1, change: 'received', status: 'requested', by: forger.userId, at: Date.now() }],
    })
    await askMatrix(forger, 'POST', '/_matrix/client/v3/createRoom', {
      preset: 'private_chat',
      creation_content: { type: eventTypes.consultRoom },
      initial_state: [{ type: eventTypes.consultTask, state_key: '', content: task }],
      invite: [emil.userId],
    })
    // What is sent afterwards shows that the forgery has come.
    await createRoom(forger, [{ ...forger, userId: emil.userId as UserId }])
    await goTo(emil, 'Nachrichten')
    await emil.page.getByText('Dr. Falk Fälscher').first().waitFor({ timeout: 60_000 })
    expect(await alert(emil).count()).toBe(0)
    await goTo(emil, 'Konsile')
    await emil.page.getByRole('heading', { name: 'Konsile' }).first().waitFor()
    expect(await emil.page.getByText('F00D').count()).toBe(0)
    expect(await alert(emil).count()).toBe(0)
  })
})
