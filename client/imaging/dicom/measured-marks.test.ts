import { createRoot, createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import type { EventId } from '#shared/matrix/ids.ts'
import type { Mark } from './marks.ts'
import { createMeasuredMarks } from './measured-marks.ts'

const mark = (eventId: string, at: number) =>
  ({ annotation: { eventId: eventId as EventId, shape: { kind: 'key-image' } }, at }) as Mark
const settle = () => new Promise((resolve) => setTimeout(resolve))
const [first, second, third] = [mark('$one', 0), mark('$two', 4), mark('$three', 9)]

type Wish = { isReady?: boolean; until?(mark: Mark): Promise<void> }

const open = (given: readonly Mark[], { isReady: isReadyNow = true, until = async () => {} }: Wish = {}) => {
  const asked: number[] = []
  const [marks, setMarks] = createSignal(given)
  const [isReady, setReady] = createSignal(isReadyNow)
  const { measuredOf, close } = createRoot((dispose) => ({
    close: dispose,
    measuredOf: createMeasuredMarks({
      marks,
      isReady,
      async measure(one) {
        asked.push(one.at)
        await until(one)
        return { kind: 'angle', value: one.at }
      },
    }),
  }))
  return { asked, measuredOf, close, setMarks, setReady }
}

test('what stands on any picture is measured, each once and one after the other, and what is drawn later as well', async () => {
  const waiting = Promise.withResolvers<void>()
  const { asked, measuredOf, setMarks } = open([first, second], { until: () => waiting.promise })
  await settle()
  expect(asked).toEqual([0])
  expect(measuredOf(second)).toBeNull()
  waiting.resolve()
  await settle()
  expect([first, second].map(measuredOf)).toEqual([
    { kind: 'angle', value: 0 },
    { kind: 'angle', value: 4 },
  ])
  setMarks([first, second, third])
  await settle()
  expect(asked).toEqual([0, 4, 9])
  expect(measuredOf(third)).toEqual({ kind: 'angle', value: 9 })
})

test('a picture that cannot be had costs the others nothing, and is not asked for again and again', async () => {
  const { asked, measuredOf } = open([first, second], {
    async until({ at }) {
      if (at === 0) throw new Error('gone')
    },
  })
  await settle()
  expect(asked).toEqual([0, 4])
  expect([first, second].map(measuredOf)).toEqual([null, { kind: 'angle', value: 4 }])
})

test('nothing is fetched for it before the picture that one looks at, nor once the viewer is closed', async () => {
  const waiting = Promise.withResolvers<void>()
  const { asked, close, setReady } = open([first, second], { isReady: false, until: () => waiting.promise })
  await settle()
  expect(asked).toEqual([])
  setReady(true)
  await settle()
  expect(asked).toEqual([0])
  close()
  waiting.resolve()
  await settle()
  expect(asked).toEqual([0])
})
