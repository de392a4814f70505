// Reads a code with the camera of a tablet or phone and enters it into its field. The library is
// loaded only on demand, and no picture leaves the device.

const box = document.querySelector("[data-scan]");

function scanner(form) {
  const find = (name) => box.querySelector(`[data-scan-${name}]`);
  const [start, stop, video, status] = ["start", "stop", "video", "status"].map(find);
  let end = () => {};

  function close() {
    end();
    end = () => {};
    video.hidden = true;
    stop.hidden = true;
    start.hidden = false;
  }

  function read(text) {
    close();
    status.textContent = status.dataset.found;
    form.elements.code.value = text;
    form.requestSubmit();
  }

  async function open() {
    start.hidden = true;
    stop.hidden = false;
    status.textContent = status.dataset.looking;
    try {
      const { rearCamera, frameLoop, QRCanvas } = await import(box.dataset.scanLibrary);
      video.hidden = false;
      const camera = await rearCamera(video);
      const canvas = new QRCanvas();
      const cancel = frameLoop(async () => {
        const text = await camera.readFrame(canvas);
        if (text && !stop.hidden) read(text);
      }, video);
      end = () => {
        cancel();
        camera.stop();
      };
    } catch {
      close();
      status.textContent = status.dataset.refused;
    }
  }

  start.addEventListener("click", open);
  stop.addEventListener("click", () => {
    close();
    status.textContent = "";
  });
}

if (box && navigator.mediaDevices?.getUserMedia) {
  box.hidden = false;
  scanner(box.closest("form"));
}
