import * as v from 'valibot'
import { type SearchOutput, type SearchPart, searchPart } from '#shared/directory/api.ts'
import type { Specialty } from '#shared/directory/specialty.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { ApiError, type ClinicApi, readApiError } from '../clinic-api/index.ts'

export type Question = { q: string; specialty: Specialty | null }

/** What is known so far, and of whom nothing is known yet. */
export type Arrived = SearchOutput & { waiting: ServerName[] }

export const nothingFound: SearchOutput = { people: [], services: [], unreachable: [] }

export const withPart = (found: Arrived, part: SearchPart): Arrived => {
  switch (part.state) {
    case 'asked':
      return { ...found, waiting: part.servers }
    case 'answered':
      return {
        people: [...found.people, ...part.people],
        services: [...found.services, ...part.services],
        unreachable: found.unreachable,
        waiting: found.waiting.filter((server) => server !== part.server),
      }
    case 'silent':
      return {
        ...found,
        unreachable: [...found.unreachable, part.server],
        waiting: found.waiting.filter((server) => server !== part.server),
      }
    default:
      return part satisfies never
  }
}

/** Each line as it comes, whatever pieces the network makes of it. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest) yield rest
}

/** Asks every clinic at once and tells of each when it answers. Ends with all that came. */
export const askDirectory = async (
  api: Pick<ClinicApi, 'own'>,
  { q, specialty }: Question,
  arrive: (found: Arrived) => void,
): Promise<SearchOutput> => {
  const response = await api.own.api.directory.search.arriving.$get({ query: specialty ? { q, specialty } : { q } })
  if (!response.ok) throw await readApiError(response)
  if (!response.body) throw new ApiError('internal')
  let found: Arrived = { ...nothingFound, waiting: [] }
  for await (const line of linesOf(response.body)) {
    found = withPart(found, v.parse(searchPart, JSON.parse(line)))
    arrive(found)
  }
  const { waiting, ...whole } = found
  // The line was cut before they could.
  return { ...whole, unreachable: [...whole.unreachable, ...waiting] }
}
