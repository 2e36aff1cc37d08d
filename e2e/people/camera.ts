import type { Person } from './person.ts'

/** From now on the camera of this device sees a picture, as if it were held in front of it. */
export const pointCameraAt = ({ page }: Pick<Person, 'page'>, png: Buffer): Promise<void> =>
  page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
    const context = canvas.getContext('2d')
    const height = 400
    const width = (image.width / image.height) * height
    const draw = () => {
      context?.fillRect(0, 0, 640, 480)
      context?.drawImage(image, (640 - width) / 2, 40, width, height)
    }
    setInterval(draw, 100)
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10)
  }, png.toString('base64'))
