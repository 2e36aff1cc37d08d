import { expect, test } from 'vitest'
import { createObjects, partsOf, placeIn } from './study.ts'

const object = (start: number, frames: number, hasPixels = true) => ({
  start,
  end: start + 10,
  instanceUid: `1.2.${start}`,
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  frames,
  hasPixels,
})
const series = (...objects: ReturnType<typeof object>[]) => ({ modality: 'CT', description: '', number: 1, objects })

test('what has no pixels stands by itself beside the pictures of its series', () => {
  const parts = partsOf({
    version: 1,
    series: [series(object(0, 1), object(10, 1, false), object(20, 3)), series(object(30, 1, false))],
  })
  expect(parts.map(({ kind, length }) => [kind, length])).toEqual([
    ['pictures', 4],
    ['objects', 1],
    ['objects', 1],
  ])
})

test('scrolling goes through the frames of one object before the next', () => {
  const [part] = partsOf({ version: 1, series: [series(object(0, 1), object(20, 3), object(40, 1))] })
  if (!part) throw new Error('no part')
  const places = Array.from({ length: 6 }, (_, at) => placeIn(part, at))
  expect(places.map((place) => place && [place.object.start, place.frame])).toEqual([
    [0, 0],
    [20, 0],
    [20, 1],
    [20, 2],
    [40, 0],
    null,
  ])
})

test('an object that could not be read is asked for again', async () => {
  let asked = 0
  const objects = createObjects({
    index: { version: 1, series: [] },
    sizeBytes: 10,
    faultOf: () => null,
    read: async () => {
      asked += 1
      throw new Error('no connection')
    },
  })
  const one = object(0, 1)
  await expect(objects.open(one)).rejects.toThrow('no connection')
  await expect(objects.open(one)).rejects.toThrow('no connection')
  expect(asked).toBe(2)
})
