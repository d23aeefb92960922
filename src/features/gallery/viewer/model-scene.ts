import {
  AmbientLight,
  Box3,
  DirectionalLight,
  LoadingManager,
  Mesh,
  PerspectiveCamera,
  Scene,
  Texture,
  Vector3,
  WebGLRenderer,
} from 'three';
import type { Object3D } from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { AppError } from '@/lib/errors';

/** A drawn model; it lives until `dispose`. */
export interface ModelScene {
  /** Fits the picture to the canvas as it is laid out now. */
  readonly resize: () => void;
  readonly dispose: () => void;
}

/** A file must not make the page ask anybody for anything: what it refers to outside itself is left out. */
const NOTHING = 'data:application/octet-stream;base64,';

/**
 * Draws a GLB with everything it holds inside, to be turned by mouse, touch and keys.
 * @throws AppError `no-webgl` where the browser cannot draw, `broken-model` for a file that cannot be read.
 */
export async function createModelScene(canvas: HTMLCanvasElement, bytes: Uint8Array<ArrayBuffer>): Promise<ModelScene> {
  const renderer = createRenderer(canvas);
  try {
    const model = await readModel(bytes);
    return createScene(canvas, renderer, model);
  } catch (error) {
    renderer.dispose();
    throw new AppError('broken-model', 'the 3D file cannot be read', { cause: error });
  }
}

function createRenderer(canvas: HTMLCanvasElement): WebGLRenderer {
  try {
    return new WebGLRenderer({ canvas, antialias: true, alpha: true });
  } catch (error) {
    throw new AppError('no-webgl', 'no WebGL context', { cause: error });
  }
}

async function readModel(bytes: Uint8Array<ArrayBuffer>): Promise<Object3D> {
  const manager = new LoadingManager();
  manager.setURLModifier((url) => (/^(blob|data):/.test(url) ? url : NOTHING));
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { scene } = await new GLTFLoader(manager).parseAsync(whole, '');
  return scene;
}

function createScene(canvas: HTMLCanvasElement, renderer: WebGLRenderer, model: Object3D): ModelScene {
  const scene = new Scene();
  const camera = new PerspectiveCamera(45, 1);
  const key = new DirectionalLight(0xffffff, 2);
  key.position.set(1, 2, 3);
  scene.add(model, new AmbientLight(0xffffff, 1.5), key);
  const controls = new OrbitControls(camera, canvas);
  aim(camera, controls, model);
  const draw = (): void => renderer.render(scene, camera);
  controls.addEventListener('change', draw);
  controls.listenToKeyEvents(canvas);
  const resize = (): void => {
    const { clientWidth: width, clientHeight: height } = canvas;
    if (width === 0 || height === 0) return;
    renderer.setPixelRatio(window.devicePixelRatio);
    renderer.setSize(width, height, false);
    camera.aspect = width / height;
    camera.updateProjectionMatrix();
    draw();
  };
  resize();
  return {
    resize,
    dispose: () => {
      controls.dispose();
      release(model);
      renderer.dispose();
    },
  };
}

/** All of the model in view, from above and aside. */
function aim(camera: PerspectiveCamera, controls: OrbitControls, model: Object3D): void {
  const box = new Box3().setFromObject(model);
  const centre = box.getCenter(new Vector3());
  const radius = Math.max(box.getSize(new Vector3()).length() / 2, 1e-6);
  const distance = (radius / Math.sin((camera.fov * Math.PI) / 360)) * 1.1;
  camera.position.copy(centre).add(new Vector3(1, 0.7, 1.4).normalize().multiplyScalar(distance));
  camera.near = distance / 100;
  camera.far = distance * 100;
  controls.target.copy(centre);
  controls.update();
}

/** Memory of the graphics card is not collected by itself. */
function release(model: Object3D): void {
  model.traverse((object) => {
    if (!isMesh(object)) return;
    object.geometry.dispose();
    const materials = Array.isArray(object.material) ? object.material : [object.material];
    for (const material of materials) {
      for (const part of Object.values(material)) if (part instanceof Texture) part.dispose();
      material.dispose();
    }
  });
}

function isMesh(object: Object3D): object is Mesh {
  return object instanceof Mesh;
}
