import { join } from 'node:path'
import { searchText } from '#shared/directory/search-text.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { openDatabase, transaction } from '../../server/db/open-database.ts'
import { savePerson } from '../../server/directory/queries.ts'
import { SetupError } from '../../synapse-config/node/setup-error.ts'
import { lastLine, runCommand } from '../../synapse-config/node/tools/run-command.ts'
import { ensureSynapse } from '../../synapse-config/node/tools/synapse.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'

/** What a command takes as an argument is limited (`MAX_ARG_STRLEN`). */
const atOnce = 1_000

/** So many people of a clinic, with an account and an entry of the directory each, as they are called in order. */
export const addPeople = async (clinic: TestClinic, count: number): Promise<string[]> => {
  const { userId: like } = await clinic.newPerson({ name: 'Dr. Zuletzt' })
  const people = Array.from({ length: count }, (_, at) => {
    const number = String(at + 1).padStart(5, '0')
    return { userId: `@aaron.${number}:${clinic.serverName}` as UserId, name: `Aaron ${number}` }
  })
  const { python } = await ensureSynapse(() => {})
  await clinic.part('homeserver', 'stop')
  try {
    for (let from = 0; from < count; from += atOnce) {
      const some = people.slice(from, from + atOnce).map(({ userId, name }) => [userId, name])
      const order = JSON.stringify({ database: join(clinic.folder, 'homeserver.db'), like, people: some })
      const outcome = await runCommand(python, [join(import.meta.dirname, 'many_people.py'), order])
      if (outcome.code !== 0) throw new SetupError(`People could not be added: ${lastLine(outcome)}`)
    }
  } finally {
    await clinic.part('homeserver', 'start')
  }
  using db = openDatabase(join(clinic.folder, 'service', 'service.db'))
  transaction(db, (tx) => {
    for (const { userId, name } of people)
      savePerson(tx, {
        userId,
        name,
        title: 'Fachärztin',
        specialty: 'general-medicine',
        serviceId: null,
        searchText: searchText([name], 'general-medicine'),
      })
  })
  return people.map(({ name }) => name)
}
