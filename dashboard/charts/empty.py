"""A chart that only says what to do next."""

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Frame
from dashboard.charts.layout import fold
from dashboard.charts.theme import LABEL_SIZE

HEIGHT = 200


def empty_chart(sentence: str, frame: Frame) -> Drawing:
    """The sentence alone, in as many lines as it takes in the width of ``frame``."""
    return Drawing(Frame(frame.width, HEIGHT, top=2, bottom=2), empty=fold(sentence, frame.width - 16, LABEL_SIZE))
