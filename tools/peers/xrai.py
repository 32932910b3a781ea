"""What PAIR's saliency makes of slim networks by XRAI. Only its core is needed, which the script is given as a checkout of
PAIR-code/saliency at 7b72b67. It cuts images of 224 pixels; of smaller ones it is given the segments that its own function makes with
lengths in proportion.

Run with a Python that has torchvision and scikit-image 0.26:  python3 tools/peers/xrai.py SALIENCY
"""

import sys

import numpy as np
import torch
from fixture import Fixture
from slim import Slim

SIDE, STEPS = 224, 6


def segments(module, image):
    area = image.shape[0] * image.shape[1] / SIDE**2
    module._FELZENSZWALB_SCALE_VALUES = [scale * area for scale in (50, 100, 150, 250, 500, 1200)]
    module._FELZENSZWALB_SIGMA_VALUES = [0.8 * np.sqrt(area)]
    module._FELZENSZWALB_MIN_SEGMENT_SIZE = round(150 * area)
    radius = round(5 * np.sqrt(area))
    return module._get_segments_felzenszwalb(image, resize_image=False, dilation_rad=radius), 50 * area


def explained(module, slim, steps=STEPS):
    def call(batch, call_model_args=None, expected_keys=None):
        x = torch.from_numpy(np.asarray(batch, np.float64).transpose(0, 3, 1, 2)).requires_grad_()
        (slope,) = torch.autograd.grad(slim.network(x)[:, slim.target].sum(), x)
        return {"INPUT_OUTPUT_GRADIENTS": slope.numpy().transpose(0, 2, 3, 1)}

    image = slim.image[0].numpy().transpose(1, 2, 0)
    cut, least = segments(module, image)
    parameters = module.XRAIParameters(steps=steps)
    parameters.experimental_params["min_pixel_diff"] = least
    print(slim.name, len(cut), "segments")
    return module.XRAI().GetMask(image, call, segments=cut, extra_parameters=parameters)


def main(checkout):
    sys.path.insert(0, checkout)
    from saliency.core import xrai

    fixture = Fixture("xrai", "saliency")
    for name in "convnext", "resnet":
        slim = Slim(name)
        said = {"network": slim.name, "target": slim.target}
        fixture.raw(said, "xrai", "saliency", explained(xrai, slim)[None], steps=STEPS)
    fixture.write()


if __name__ == "__main__":
    main(*sys.argv[1:])
