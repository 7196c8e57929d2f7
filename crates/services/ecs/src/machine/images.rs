//! Images of containers: pulled from within the task's own network, so that what does not get out does not get an image.
