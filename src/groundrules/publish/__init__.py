"""The course for places without a kernel: a static site, and packages for other learning systems."""
