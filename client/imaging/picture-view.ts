import type { Point } from './gestures.ts'

export type Size = { width: number; height: number }
/** Screen pixels per pixel of the picture, and where its middle lies, seen from the middle of the stage. */
export type PictureView = { scale: number; x: number; y: number }

const largest = 16

/** As large as the stage allows, but never blurred by enlarging. */
export const fitScale = (picture: Size, stage: Size): number =>
  picture.width > 0 && picture.height > 0
    ? Math.min(1, Math.max(0.01, Math.min(stage.width / picture.width, stage.height / picture.height)))
    : 1

/** Keeps at least the edge of the picture in sight, so that it cannot be lost. */
const within = (view: PictureView, picture: Size, stage: Size): PictureView => {
  const reach = (pictureSide: number, stageSide: number) =>
    Math.max(0, (pictureSide * view.scale + stageSide) / 2 - Math.min(48, pictureSide * view.scale))
  const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value))
  return {
    scale: view.scale,
    x: clamp(view.x, reach(picture.width, stage.width)),
    y: clamp(view.y, reach(picture.height, stage.height)),
  }
}

export const panned = (view: PictureView, right: number, down: number, picture: Size, stage: Size): PictureView =>
  within({ ...view, x: view.x + right, y: view.y + down }, picture, stage)

/** `at` is a place on the stage, from its top left corner; what lies there stays there. */
export const zoomed = (view: PictureView, factor: number, at: Point, picture: Size, stage: Size): PictureView => {
  const smallest = Math.min(fitScale(picture, stage), 1) / 2
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor))
  const by = scale / view.scale
  const x = at.x - stage.width / 2
  const y = at.y - stage.height / 2
  return within({ scale, x: x + (view.x - x) * by, y: y + (view.y - y) * by }, picture, stage)
}

/** The stage has another size: the same part of the picture is seen on it, as large as before to the one that fits. */
export const refitted = (view: PictureView, picture: Size, before: Size, stage: Size): PictureView => {
  const by = fitScale(picture, stage) / fitScale(picture, before)
  return within({ scale: view.scale * by, x: view.x * by, y: view.y * by }, picture, stage)
}
