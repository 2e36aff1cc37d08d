import { backToConversation, enterCall, hangUp, joinCall, openCall, pictureOf } from '../people/calls.ts'
import type { Person } from '../people/person.ts'
import { type Figure, figure } from './figures.ts'
import { whenDone, whenFrame } from './stopwatch.ts'

/** Both have the same consult open, before and after. The one waits in its call, the other one comes again and again. */
export const measureCalls = async (waiting: Person, joining: Person, samples: number): Promise<Figure[]> => {
  const times: number[] = []
  await joinCall(waiting)
  for (let sample = 0; sample < samples; sample += 1) {
    await openCall(joining)
    const [pressed, seen] = await Promise.all([
      whenDone(joining.page, 'click'),
      whenFrame(joining.page, `Bild von ${waiting.name}`),
      enterCall(joining),
    ])
    times.push(seen - pressed)
    await hangUp(joining)
    await backToConversation(joining)
    await pictureOf(waiting, joining.name).waitFor({ state: 'detached' })
  }
  await hangUp(waiting)
  await backToConversation(waiting)
  return [figure('slice.first_frame', 'ms', times)]
}
